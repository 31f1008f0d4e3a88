package dev.surety.trials.soak;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A process that can be killed. */
public enum Victim {
  TASK_MANAGER("TaskManager"),
  JOB_MANAGER("JobManager"),
  BROKER("broker");

  private final String text;

  Victim(String text) {
    this.text = text;
  }

  /** By what people type, such as {@code task-manager}. */
  static Optional<Victim> named(String name) {
    return Arrays.stream(values()).filter(victim -> victim.option().equals(name)).findFirst();
  }

  private String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return text;
  }
}
