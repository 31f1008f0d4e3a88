package dev.surety.engine;

import dev.surety.domain.ModelSpec.Status;

/**
 * What operators say of a model's status, over a stretch of time that ends where that changes.
 *
 * @param from epoch milliseconds; {@link Long#MIN_VALUE} for ever before
 * @param to exclusive; {@link Long#MAX_VALUE} for ever after
 */
public record SaidStatus(long from, long to, Status status) {

  /** Where nobody says anything. */
  static final SaidStatus NONE = new SaidStatus(Long.MIN_VALUE, Long.MAX_VALUE, Status.ACTIVE);

  /**
   * Whether somebody says it and says until when. Of an active model it means that it is well,
   * whatever tenants met: without an end a word says no more than the model's own record.
   */
  boolean isForAWhile() {
    return from > Long.MIN_VALUE && to < Long.MAX_VALUE;
  }
}
