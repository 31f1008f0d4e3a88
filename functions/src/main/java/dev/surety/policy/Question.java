package dev.surety.policy;

import dev.surety.domain.Chance;
import dev.surety.domain.Features;

/**
 * One routing question. Arrays are parallel: position {@code i} is candidate {@code slots[i]}.
 *
 * @param requestId of the request; online policies have no use for it, those that replay known
 *     outcomes look them up by it
 * @param slots candidates, at least one, as slots of the key's model table
 * @param models their names
 * @param cost expected cost of this answer, divided by {@code referenceCostUsd}: without a unit, so
 *     that a change of currency or of all prices changes no decision
 * @param usualCost expected cost of the model's usual answer, in the same unit
 * @param referenceCostUsd expected cost of the dearest active model's usual answer
 * @param target promised satisfaction, 0..1
 * @param queue the virtual queue, in answers
 * @param tag or {@code null}
 * @param promptChars or {@link dev.surety.domain.RoutingRequest#UNKNOWN}
 * @param held position of the candidate that has the beginning of the prompt in its cache, or -1;
 *     its costs are with the cache
 * @param discount what its answer costs over what it would cost without, above 0; 1 where none
 *     holds it
 */
public record Question(
    String requestId,
    int[] slots,
    String[] models,
    double[] cost,
    double[] usualCost,
    double referenceCostUsd,
    double target,
    double queue,
    String tag,
    int promptChars,
    Features features,
    Chance chance,
    int held,
    double discount) {

  /** Of which nothing is in a cache. */
  public Question(
      String requestId,
      int[] slots,
      String[] models,
      double[] cost,
      double[] usualCost,
      double referenceCostUsd,
      double target,
      double queue,
      String tag,
      int promptChars,
      Features features,
      Chance chance) {
    this(
        requestId,
        slots,
        models,
        cost,
        usualCost,
        referenceCostUsd,
        target,
        queue,
        tag,
        promptChars,
        features,
        chance,
        -1,
        1);
  }

  /**
   * The same question about some of its candidates only.
   *
   * @param heldThere where the one that holds the cache is among them, or -1
   */
  public Question among(
      int[] fewer, String[] names, double[] costs, double[] usualCosts, int heldThere) {
    return new Question(
        requestId,
        fewer,
        names,
        costs,
        usualCosts,
        referenceCostUsd,
        target,
        queue,
        tag,
        promptChars,
        features,
        chance,
        heldThere,
        heldThere < 0 ? 1 : discount);
  }

  public int size() {
    return slots.length;
  }
}
