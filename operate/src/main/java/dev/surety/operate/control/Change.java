package dev.surety.operate.control;

import dev.surety.domain.ControlUpdate;

/**
 * What one record does to the topic.
 *
 * @param before the newest version that the topic has of the subject, or {@code null}
 */
record Change(Kind kind, ControlUpdate update, ControlUpdate before) {

  enum Kind {
    NEW('+'),
    CHANGED('~'),
    REMOVED('-'),
    /** The topic has this very record. */
    SAME('=');

    final char sign;

    Kind(char sign) {
      this.sign = sign;
    }
  }

  boolean isPublished() {
    return kind != Kind.SAME;
  }
}
