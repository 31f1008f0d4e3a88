package dev.surety.job;

import dev.surety.domain.Rejection.Reason;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What no record may exceed, whatever it says.
 *
 * @param maxSkewMillis how far a record's time may be from Kafka's, or ahead of this machine's
 * @param maxBytes key and value together
 */
record InputLimits(long maxSkewMillis, int maxBytes) implements Serializable {

  static InputLimits of(JobSettings settings) {
    return new InputLimits(settings.get(JobOptions.MAX_SKEW).toMillis(), settings.maxRecordBytes());
  }

  void checkSize(RawRecord raw) throws RejectedRecord {
    if (raw.bytes() > maxBytes) {
      throw new RejectedRecord(
          Reason.MALFORMED,
          "the record has %d bytes, but at most %d are taken; send less or raise %s"
              .formatted(raw.bytes(), maxBytes, JobOptions.MAX_RECORD_BYTES.key()));
    }
  }

  /**
   * On a topic with CreateTime the sender sets Kafka's timestamp too, hence the look at our own
   * clock as well; only ahead, so that a backlog can be read at any time.
   *
   * @param time what the record says
   * @param now wall clock, epoch milliseconds
   */
  void checkTime(long time, RawRecord raw, long now) throws RejectedRecord {
    if (isFar(time, raw.appendedAt())) {
      throw badTime(time, "Kafka appended the record", raw.appendedAt());
    } else if (time > now && isFar(time, now)) {
      throw badTime(time, "it was read", now);
    }
  }

  /**
   * When the record was appended, as far as that is believed: on a topic with CreateTime it is the
   * sender who says so, and nothing was appended after it was read. A backlog is old by both.
   *
   * @param now wall clock, epoch milliseconds
   */
  static long appendedAt(RawRecord raw, long now) {
    return Math.min(raw.appendedAt(), now);
  }

  private RejectedRecord badTime(long time, String event, long clock) {
    return new RejectedRecord(
        Reason.BAD_TIME,
        "time is %s, but %s at %s, which is more than %s away; mend the sender's clock or raise %s"
            .formatted(
                Instant.ofEpochMilli(time),
                event,
                Instant.ofEpochMilli(clock),
                Duration.ofMillis(maxSkewMillis),
                JobOptions.MAX_SKEW.key()));
  }

  private boolean isFar(long a, long b) {
    // In double, as differences of arbitrary times overflow; a skew is far below 2^53 ms.
    return Math.abs((double) a - (double) b) > maxSkewMillis;
  }
}
