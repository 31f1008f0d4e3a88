package dev.surety.trials.fuzz.adversary;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One record as it lies on its topic.
 *
 * @param tenant whose record it is; {@code null} for control
 * @param appendedAt Kafka's time, epoch milliseconds
 */
record Sent(Kind kind, String tenant, byte[] key, byte[] value, long appendedAt) {

  enum Kind {
    CONTROL,
    REQUEST,
    FEEDBACK,
    /** The key is silent for long, and is packed. */
    SILENCE
  }

  @Override
  public String toString() {
    return kind + " " + (value == null ? "-" : new String(value, UTF_8));
  }
}
