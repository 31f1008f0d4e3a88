package dev.surety.flink;

import dev.surety.domain.TenantEvent;
import dev.surety.wire.json.OwnHeader;
import java.util.List;

/**
 * A parsed event with the place it came from, so that what cannot be applied can be found again.
 *
 * @param appendedAt when Kafka appended it, epoch milliseconds
 * @param headers that it came with
 */
public record InboundEvent(
    TenantEvent event, int partition, long offset, long appendedAt, List<OwnHeader> headers) {

  /** One that came without headers. */
  public InboundEvent(TenantEvent event, int partition, long offset, long appendedAt) {
    this(event, partition, offset, appendedAt, List.of());
  }

  /** The same with another reading of what it says. */
  public InboundEvent with(TenantEvent reading) {
    return new InboundEvent(reading, partition, offset, appendedAt, headers);
  }

  /** What ROUTE is keyed by. */
  public String key() {
    return event.key().key();
  }
}
