package dev.surety.policy.surety;

import dev.surety.policy.PoolChange;

/** Keeps what a request costs within what the algorithm can reckon with, USD. */
final class BoundedCosts {

  /** A price may be 0, a ratio of prices may not. */
  private static final double LEAST_USD = 1e-12;

  private static final double MOST_USD = 1e9;

  /** By a larger factor, or its inverse, no price changes: what an answer costs now then counts. */
  private static final double LARGEST_FACTOR = 1000;

  private BoundedCosts() {}

  static boolean isCost(double usd) {
    return usd >= 0 && usd < MOST_USD;
  }

  static double of(double usd) {
    return usd > LEAST_USD ? Math.min(MOST_USD, usd) : LEAST_USD;
  }

  /** The model's cost as this memory has it, moved by as much as its price. */
  static double of(SuretyState state, PoolChange.Repriced change) {
    double ratio = change.ratio();
    boolean usual = ratio <= LARGEST_FACTOR && ratio >= 1 / LARGEST_FACTOR;
    return of(usual ? state.learner.listedCost(change.slot()) * ratio : change.costUsd());
  }
}
