package dev.surety.domain;

/**
 * A judge whom a gateway can ask what an answer is worth, for money: labels that err, bought where
 * they save more than they cost.
 *
 * @param priceUsd what a label is expected to cost, above 0
 * @param budgetUsd what labels may cost a tenant and tier in a day (UTC, by the key's own clock), 0
 *     or more
 * @param accuracyPrior chance that the judge is right, of a satisfied answer and of one that is
 *     not, as far as is known before the first pair of a user's and his word; above 0.5, at most 1
 */
public record JudgeTerms(double priceUsd, double budgetUsd, double accuracyPrior) {

  /** Of a judge of whom nothing is stated. */
  public static final double USUAL_ACCURACY = 0.9;

  /** Least price of a label that a promise may state, USD. */
  public static final double CHEAPEST_USD = 1e-9;

  /** The largest one: a label that costs more is a mistake of units. */
  public static final double DEAREST_USD = 1000;

  /** The largest budget that a promise may state, USD a day. */
  public static final double LARGEST_BUDGET_USD = 1e9;

  /** One that is right in half of the cases says nothing, and in less the contrary. */
  public static final double LEAST_ACCURACY = 0.6;
}
