package dev.surety.flink;

import dev.surety.domain.TenantEvent;

/**
 * A parsed event with the place it came from, so that what cannot be applied can be found again.
 *
 * @param appendedAt when Kafka appended it, epoch milliseconds
 */
public record InboundEvent(TenantEvent event, int partition, long offset, long appendedAt) {

  /** What ROUTE is keyed by. */
  public String key() {
    return event.key().key();
  }
}
