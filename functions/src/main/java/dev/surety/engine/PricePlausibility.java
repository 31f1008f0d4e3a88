package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.RecurringPrice;

/**
 * Price feeds err by factors (per character taken for per token, a missing decimal point). A price
 * that jumps too far, or lies outside what any model has cost, waits until it is confirmed.
 */
final class PricePlausibility {

  static final double LARGEST_JUMP = 10;
  static final double LOWEST_USD_PER_MTOK = 1e-4;
  static final double HIGHEST_USD_PER_MTOK = 10_000;

  private PricePlausibility() {}

  /** Whether {@code next} may follow {@code before}, which is {@code null} for a model's first. */
  static boolean holds(ModelSpec before, ModelSpec next) {
    return next.confirmed() || (isPlausible(before, next) && calendarFits(next));
  }

  private static boolean isPlausible(ModelSpec before, ModelSpec next) {
    return inBounds(next.inputUsdPerMtok())
        && inBounds(next.outputUsdPerMtok())
        && (before == null
            || (follows(before.inputUsdPerMtok(), next.inputUsdPerMtok())
                && follows(before.outputUsdPerMtok(), next.outputUsdPerMtok())));
  }

  /** Recurring prices are held against the version's own. */
  private static boolean calendarFits(ModelSpec model) {
    for (RecurringPrice price : model.schedule().calendar()) {
      if (!isPlausible(model, model.priced(price.inputUsdPerMtok(), price.outputUsdPerMtok()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean inBounds(double price) {
    return price >= LOWEST_USD_PER_MTOK && price <= HIGHEST_USD_PER_MTOK;
  }

  private static boolean follows(double before, double next) {
    return next <= before * LARGEST_JUMP && next * LARGEST_JUMP >= before;
  }
}
