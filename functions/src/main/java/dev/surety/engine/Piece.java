package dev.surety.engine;

import dev.surety.domain.ModelSpec;

/**
 * What is in force of a model, over a stretch of time that ends where that changes.
 *
 * @param from epoch milliseconds; {@link Long#MIN_VALUE} for ever before
 * @param to exclusive; {@link Long#MAX_VALUE} for ever after
 * @param model or {@code null} while it is not in the pool
 */
public record Piece(long from, long to, ModelSpec model) {

  boolean covers(long time) {
    return time >= from && (time < to || to == Long.MAX_VALUE);
  }
}
