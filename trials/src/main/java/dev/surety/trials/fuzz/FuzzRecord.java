package dev.surety.trials.fuzz;

import dev.surety.domain.Rejection.Reason;

/**
 * One record and what must become of it. Its fate is known by how it was made, never by parsing it.
 *
 * @param key may be {@code null}
 * @param value may be {@code null}: a tombstone
 * @param kind what was done to it, for people
 * @param fate why it must be refused; {@code null} if it must be applied
 */
record FuzzRecord(Input input, byte[] key, byte[] value, String kind, Reason fate) {

  /** The topics that others write and the job reads. */
  enum Input {
    REQUESTS,
    FEEDBACK,
    CONTROL
  }

  boolean isBad() {
    return fate != null;
  }

  /** Key and value together. */
  int bytes() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }
}
