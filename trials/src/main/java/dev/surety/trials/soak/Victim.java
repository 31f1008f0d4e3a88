package dev.surety.trials.soak;

/** A process that can be killed. */
public enum Victim {
  TASK_MANAGER("TaskManager"),
  JOB_MANAGER("JobManager"),
  BROKER("broker");

  private final String text;

  Victim(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
