package dev.surety.job.options;

import java.util.Locale;

/** What becomes of a state whose topic is another one now, of the same name. */
public enum NewTopics {
  /** The job does not start. */
  REFUSE,
  /** The new topic is read from its beginning: it was created anew. */
  FROM_BEGINNING,
  /** The new topic is read from the offsets of the old one: it is a mirror that has them. */
  SAME_OFFSETS;

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
