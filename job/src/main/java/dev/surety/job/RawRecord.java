package dev.surety.job;

import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.TenantEvent;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.WireType;
import dev.surety.wire.json.OwnHeader;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A record as Kafka had it. Nothing about it is believed yet.
 *
 * @param appendedAt the record's timestamp, epoch milliseconds; the broker's clock if the topic is
 *     set to LogAppendTime
 * @param key may be {@code null}
 * @param value may be {@code null}: a tombstone
 * @param headers as they came
 */
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long appendedAt,
    byte[] key,
    byte[] value,
    List<OwnHeader> headers) {

  public static final TypeInformation<RawRecord> TYPE =
      new WireType<>(RawRecord.class, new RawRecordSerializer());

  /** One without headers. */
  public RawRecord(
      String topic, int partition, long offset, long appendedAt, byte[] key, byte[] value) {
    this(topic, partition, offset, appendedAt, key, value, List.of());
  }

  /**
   * What it means, with the place that it came from.
   *
   * @param trustedAt when it was appended, as far as that can be believed, epoch milliseconds
   */
  InboundEvent inbound(TenantEvent event, long trustedAt) {
    return new InboundEvent(event, partition, offset, trustedAt, headers);
  }

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
