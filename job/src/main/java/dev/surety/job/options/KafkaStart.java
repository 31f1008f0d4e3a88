package dev.surety.job.options;

import java.util.Locale;

/** Where reading begins when there is no checkpoint to go on from. */
public enum KafkaStart {
  /** Where the consumer group stopped; a new group begins with the oldest record. */
  COMMITTED_OR_EARLIEST,
  /** With the oldest record there is. */
  EARLIEST,
  /** With what arrives from now on. */
  LATEST;

  /** As people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
