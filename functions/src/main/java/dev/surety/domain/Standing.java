package dev.surety.domain;

import java.util.List;
import java.util.Map;

/**
 * How one key stands: what a gateway falls back on when no decision comes in time, and what the
 * owners of the promise look at.
 *
 * @param time the key's clock, epoch milliseconds
 * @param best model to use now
 * @param fallbacks further models, best first
 * @param satisfaction mean of the judgements so far, or {@link Double#NaN} without any
 * @param satisfactionLow lower end of its 95 % interval
 * @param satisfactionHigh upper end
 * @param queue the virtual queue: SLA debt in answers
 * @param infeasible whether the target is above what any model is believed to reach
 * @param costUsd booked for answers whose usage is known
 * @param expectedCostUsd expected at decision time, all decisions
 * @param bestSingleCostUsd expected had the best model answered everything
 * @param models decisions by model
 * @param failures attempts that failed by model; only models that ever did
 * @param failing models that fail at present: they are tried now and then only
 * @param notices how often something was odd, by {@link Notice#word}; only what was
 * @param unknownModels what feedback calls models that no pool knows, and how often
 * @param spentUsd what decisions cost: as paid where that is known, as expected where not
 * @param bestSpentUsd what they would have cost had the best model answered each
 * @param mode what is done with decisions, or {@code null} where that is not told
 */
public record Standing(
    TenantTier key,
    long time,
    long seq,
    String policy,
    String best,
    List<String> fallbacks,
    double target,
    double satisfaction,
    double satisfactionLow,
    double satisfactionHigh,
    double queue,
    boolean infeasible,
    long requests,
    long labels,
    long explored,
    double costUsd,
    double expectedCostUsd,
    double bestSingleCostUsd,
    Map<String, Long> models,
    Map<String, Long> notices,
    Map<String, Long> failures,
    List<String> failing,
    SlaPolicy.Mode mode,
    Map<String, Long> unknownModels,
    double spentUsd,
    double bestSpentUsd) {

  /**
   * Share that is saved by it: what was paid against what the best model would have cost. All
   * screens reckon so.
   *
   * @return at most 1, below 0 where more was spent; {@link Double#NaN} before the first decision
   */
  public static double saved(double spentUsd, double bestSpentUsd) {
    return bestSpentUsd > 0 ? 1 - spentUsd / bestSpentUsd : Double.NaN;
  }

  /** Of a key with nothing odd about it, whose mode is not told. */
  public Standing(
      TenantTier key,
      long time,
      long seq,
      String policy,
      String best,
      List<String> fallbacks,
      double target,
      double satisfaction,
      double satisfactionLow,
      double satisfactionHigh,
      double queue,
      boolean infeasible,
      long requests,
      long labels,
      long explored,
      double costUsd,
      double expectedCostUsd,
      double bestSingleCostUsd,
      Map<String, Long> models) {
    this(
        key,
        time,
        seq,
        policy,
        best,
        fallbacks,
        target,
        satisfaction,
        satisfactionLow,
        satisfactionHigh,
        queue,
        infeasible,
        requests,
        labels,
        explored,
        costUsd,
        expectedCostUsd,
        bestSingleCostUsd,
        models,
        Map.of(),
        Map.of(),
        List.of(),
        null,
        Map.of(),
        expectedCostUsd,
        bestSingleCostUsd);
  }
}
