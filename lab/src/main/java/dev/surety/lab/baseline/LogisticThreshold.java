package dev.surety.lab.baseline;

import dev.surety.domain.Features;
import dev.surety.estimator.LogisticHeads;
import dev.surety.lab.data.RoutingRow;
import java.util.List;
import java.util.function.Predicate;

/**
 * RouteLLM's rule with a logistic classifier: the strong model answers iff the predicted
 * probability that it wins is at least a threshold. It wins where it satisfies more than the weak
 * one; ties count half. The weak model is the cheapest, the strong one the best on the training
 * rows. Two classifiers learn from half of the training rows each; a training row is judged by the
 * one that has not seen it, any other by the mean of both. The threshold is the highest with which
 * the training rows reach the target.
 */
final class LogisticThreshold implements RowPolicy.Scores {

  private static final int EPOCHS = 5;
  private static final double LEARNING_RATE = 0.5;

  private record Scored(double probability, RoutingRow row) {}

  private final RowFeatures features;
  private final int weak;
  private final int strong;
  private final int models;
  private final LogisticHeads first;
  private final LogisticHeads second;
  private final double threshold;

  LogisticThreshold(List<RoutingRow> training, RowFeatures features, double target) {
    this.features = features;
    models = training.get(0).quality().length;
    double[] satisfaction = new double[models];
    double[] cost = new double[models];
    for (RoutingRow row : training) {
      for (int m = 0; m < models; m++) {
        satisfaction[m] -= row.quality(m);
        cost[m] += row.costUsd(m);
      }
    }
    weak = LabelOracle.cheapest(cost);
    strong = LabelOracle.cheapest(satisfaction);
    first = fit(training, row -> TrainingSplit.isFirstFold(row.id()));
    second = fit(training, row -> !TrainingSplit.isFirstFold(row.id()));
    threshold = calibrate(training, target);
  }

  private LogisticHeads fit(List<RoutingRow> training, Predicate<RoutingRow> used) {
    LogisticHeads fitted = new LogisticHeads();
    fitted.ensureSlots(1);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (RoutingRow row : training) {
        if (used.test(row)) {
          double lead = Math.signum(row.quality(strong) - row.quality(weak));
          fitted.learn(0, features.of(row), (1 + lead) / 2, LEARNING_RATE);
        }
      }
    }
    return fitted;
  }

  private double calibrate(List<RoutingRow> training, double target) {
    List<Scored> scored =
        training.stream()
            .map(row -> new Scored(strongWins(row), row))
            .sorted((a, b) -> Double.compare(b.probability(), a.probability()))
            .toList();
    double missing = target * training.size();
    for (RoutingRow row : training) {
      missing -= row.quality(weak);
    }
    double highest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < scored.size() && missing > 0; i++) {
      RoutingRow row = scored.get(i).row();
      missing -= row.quality(strong) - row.quality(weak);
      highest = scored.get(i).probability();
    }
    return missing > 0 ? 0 : highest;
  }

  private double strongWins(RoutingRow row) {
    Features seen = features.of(row);
    double byFirst = first.predict(0, seen);
    double bySecond = second.predict(0, seen);
    if (!TrainingSplit.isTraining(row.id())) {
      return (byFirst + bySecond) / 2;
    }
    return TrainingSplit.isFirstFold(row.id()) ? bySecond : byFirst;
  }

  @Override
  public double[] of(RoutingRow row) {
    boolean toStrong = strongWins(row) >= threshold;
    return RowPolicy.Scores.only(toStrong ? strong : weak, models);
  }
}
