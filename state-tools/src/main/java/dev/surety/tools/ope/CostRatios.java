package dev.surety.tools.ope;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What an answer costs: what was expected of the candidate when it was logged, which knows prices
 * and tokens of the request, times what its model's answers really cost beside what was expected of
 * them. Each row is predicted from the other parts of the cross-fit only.
 */
public final class CostRatios implements OutcomeRegression, Serializable {

  private static final long serialVersionUID = 1;

  /** As if so many further answers had cost what was expected of them. */
  private static final double PRIOR_WEIGHT = 10;

  /** By part, the last one all of them: paid, expected and count. */
  private final Map<String, double[]> models = new HashMap<>();

  /** Takes in a row; one whose cost is not known changes nothing. */
  public void add(LoggedDecision row) {
    if (!Double.isNaN(row.costUsd())) {
      double[] sums = models.computeIfAbsent(row.model(), CostRatios::newSums);
      double expected = row.expectedCostUsd()[row.chosen()];
      for (int part : new int[] {row.fold(), LoggedDecision.FOLDS}) {
        sums[3 * part] += row.costUsd();
        sums[3 * part + 1] += expected;
        sums[3 * part + 2]++;
      }
    }
  }

  /** Takes in all rows of another one. */
  public void merge(CostRatios other) {
    other.models.forEach(
        (name, theirs) -> {
          double[] sums = models.computeIfAbsent(name, CostRatios::newSums);
          for (int i = 0; i < sums.length; i++) {
            sums[i] += theirs[i];
          }
        });
  }

  @Override
  public double expected(LoggedDecision decision, int candidate) {
    double expected = decision.expectedCostUsd()[candidate];
    double[] sums = models.get(decision.models()[candidate]);
    if (sums == null) {
      return expected;
    }
    int all = 3 * LoggedDecision.FOLDS;
    int own = 3 * decision.fold();
    double count = sums[all + 2] - sums[own + 2];
    double paid = sums[all] - sums[own];
    double listed = sums[all + 1] - sums[own + 1];
    if (expected > 0 && listed > 0) {
      double prior = PRIOR_WEIGHT * listed / count;
      return expected * (paid + prior) / (listed + prior);
    }
    return count > 0 ? paid / count : expected;
  }

  private static double[] newSums(String model) {
    return new double[3 * (LoggedDecision.FOLDS + 1)];
  }
}
