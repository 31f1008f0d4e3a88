package dev.surety.job.options;

import java.util.Locale;

/** How much of a prompt the journal keeps. */
public enum PromptStorage {
  /** Its length and its features. */
  NONE,
  /** The text as well. */
  FULL;

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
