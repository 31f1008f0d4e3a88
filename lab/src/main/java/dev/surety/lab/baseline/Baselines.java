package dev.surety.lab.baseline;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.policy.RoutingPolicy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The {@link Baseline}s over one data set. Trained ones learn from {@link TrainingSplit}'s rows;
 * references know all rows of the data. Neighbours are found once for all targets and runs.
 * Thread-safe.
 */
public final class Baselines implements PolicySource {

  private final RoutingData data;
  private final List<RoutingRow> training;
  private final RowFeatures features;
  private final double[] satisfaction;
  private final double[] costUsd;
  private final Neighbours neighbours;

  /**
   * @param tags whether trained baselines see the rows' domain: they should if the others do
   */
  public Baselines(RoutingData data, boolean tags) {
    this.data = data;
    training = TrainingSplit.rows(data);
    features = new RowFeatures(tags);
    satisfaction = data.meanQuality();
    costUsd = data.meanCostUsd();
    double dearest = Arrays.stream(costUsd).max().orElseThrow();
    neighbours = new Neighbours(training, features, dearest > 0 ? dearest : 1);
  }

  @Override
  public Optional<RoutingPolicy> policy(
      String name, double target, Function<String, RoutingRow> rows) {
    return Baseline.named(name).map(baseline -> policy(baseline, target, rows));
  }

  /**
   * A baseline for one run.
   *
   * @param rows the row that a request id of the run stands for
   */
  public RoutingPolicy policy(Baseline baseline, double target, Function<String, RoutingRow> rows) {
    return switch (baseline) {
      case RANDOM -> mixture(baseline, Mixture.uniform(costUsd.length));
      case BEST_MIXTURE -> mixture(baseline, Mixture.cheapest(satisfaction, costUsd, target));
      case EDUCATED_GUESSING -> mixture(baseline, Mixture.educatedGuess(satisfaction, target));
      case ORACLE -> byRow(baseline, new LabelOracle(data, target), rows);
      case KNN -> byRow(baseline, this::leastNear, rows);
      case LOGISTIC_THRESHOLD ->
          byRow(baseline, new LogisticThreshold(training, features, target), rows);
      case CARROT -> byRow(baseline, PredictThenWeigh.carrot(training, neighbours, target), rows);
      case OMNIROUTER ->
          byRow(baseline, PredictThenWeigh.omniRouter(training, neighbours, target), rows);
      case PROTEUS_LITE ->
          byRow(baseline, ConstantMu.calibrated(training, neighbours, target), rows);
    };
  }

  private double[] leastNear(RoutingRow row) {
    return Arrays.stream(neighbours.of(row).near()).map(s -> -s).toArray();
  }

  private RoutingPolicy byRow(
      Baseline baseline, RowPolicy.Scores scores, Function<String, RoutingRow> rows) {
    return new RowPolicy(baseline.policyName(), scores, rows, data.pool());
  }

  private RoutingPolicy mixture(Baseline baseline, Mixture mixture) {
    Map<String, Double> shares = new HashMap<>();
    for (int m = 0; m < mixture.shares().length; m++) {
      shares.put(data.pool().get(m).name(), mixture.shares()[m]);
    }
    return new MixturePolicy(baseline.policyName(), shares, mixture.feasible());
  }
}
