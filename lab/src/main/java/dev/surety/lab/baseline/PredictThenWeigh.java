package dev.surety.lab.baseline;

import dev.surety.lab.baseline.Neighbours.Estimate;
import dev.surety.lab.data.RoutingRow;
import java.util.List;

/**
 * Routers that predict satisfaction and cost and take the model of the least {@code a * cost - b *
 * satisfaction}; how the two weights come about tells them apart.
 */
record PredictThenWeigh(Neighbours neighbours, double onCost, double onSatisfaction)
    implements RowPolicy.Scores {

  private static final int CARROT_GRID = 100;
  private static final int DUAL_ROUNDS = 500;
  private static final double DUAL_STEP = 1;

  /** What a weighing comes to on the training rows. */
  private record Outcome(double satisfied, double predicted, double predictedCost) {}

  /**
   * CARROT: the most of {@code (1 - mu) satisfaction - mu cost}. The paper gives no target: mu is
   * the largest of 0, 0.01 .. 1 with which the training rows, by their labels, reach it (our
   * calibration); 0 if none does.
   */
  static PredictThenWeigh carrot(List<RoutingRow> training, Neighbours neighbours, double target) {
    for (int i = CARROT_GRID; i > 0; i--) {
      double mu = (double) i / CARROT_GRID;
      PredictThenWeigh candidate = new PredictThenWeigh(neighbours, mu, 1 - mu);
      if (candidate.on(training).satisfied() >= target) {
        return candidate;
      }
    }
    return new PredictThenWeigh(neighbours, 0, 1);
  }

  /**
   * OmniRouter: the least of {@code cost - lambda satisfaction}, lambda by {@value #DUAL_ROUNDS}
   * rounds of dual ascent {@code lambda <- max(0, lambda + target - mean satisfaction)} with the
   * training rows as the batch; the cheapest round that is feasible by prediction counts, else the
   * last. Without limits of capacity.
   */
  static PredictThenWeigh omniRouter(
      List<RoutingRow> training, Neighbours neighbours, double target) {
    double lambda = 0;
    double cheapest = Double.POSITIVE_INFINITY;
    PredictThenWeigh best = null;
    PredictThenWeigh last = null;
    for (int round = 0; round < DUAL_ROUNDS; round++) {
      last = new PredictThenWeigh(neighbours, 1, lambda);
      Outcome outcome = last.on(training);
      if (outcome.predicted() >= target && outcome.predictedCost() < cheapest) {
        cheapest = outcome.predictedCost();
        best = last;
      }
      lambda = Math.max(0, lambda + DUAL_STEP * (target - outcome.predicted()));
    }
    return best == null ? last : best;
  }

  @Override
  public double[] of(RoutingRow row) {
    Estimate estimate = neighbours.of(row);
    double[] scores = new double[estimate.cost().length];
    for (int m = 0; m < scores.length; m++) {
      scores[m] = onCost * estimate.cost()[m] - onSatisfaction * estimate.wide()[m];
    }
    return scores;
  }

  private Outcome on(List<RoutingRow> rows) {
    double satisfied = 0;
    double predicted = 0;
    double cost = 0;
    for (RoutingRow row : rows) {
      int chosen = LabelOracle.cheapest(of(row));
      satisfied += row.quality(chosen);
      predicted += neighbours.of(row).wide()[chosen];
      cost += neighbours.of(row).cost()[chosen];
    }
    return new Outcome(satisfied / rows.size(), predicted / rows.size(), cost / rows.size());
  }
}
