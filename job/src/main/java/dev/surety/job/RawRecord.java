package dev.surety.job;

import dev.surety.domain.Rejection.Reason;
import dev.surety.flink.WireType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A record as Kafka had it. Nothing about it is believed yet.
 *
 * @param appendedAt the record's timestamp, epoch milliseconds; the broker's clock if the topic is
 *     set to LogAppendTime
 * @param key may be {@code null}
 * @param value may be {@code null}: a tombstone
 */
public record RawRecord(
    String topic, int partition, long offset, long appendedAt, byte[] key, byte[] value) {

  public static final TypeInformation<RawRecord> TYPE =
      new WireType<>(RawRecord.class, new RawRecordSerializer());

  /** The value where there must be one. */
  byte[] content() throws RejectedRecord {
    if (value == null) {
      throw new RejectedRecord(
          Reason.MALFORMED, "the record has no value; tombstones mean nothing on this topic");
    }
    return value;
  }

  /** Key and value together. */
  long bytes() {
    return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
  }
}
