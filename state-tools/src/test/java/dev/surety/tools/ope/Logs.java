package dev.surety.tools.ope;

import java.util.List;
import java.util.SplittableRandom;

/** Logs of a known logging policy over requests whose outcome is known for every model. */
final class Logs {

  private final String[] models;

  Logs(List<String> models) {
    this.models = models.toArray(String[]::new);
  }

  /** The row in which chance chose by these propensities. */
  LoggedDecision draw(
      long cluster, String tag, double[] propensities, double[] outcomes, SplittableRandom random) {
    double at = random.nextDouble();
    int chosen = 0;
    while (chosen < propensities.length - 1 && at >= propensities[chosen]) {
      at -= propensities[chosen++];
    }
    return chosen(cluster, tag, propensities, outcomes, chosen);
  }

  /** The row in which this candidate answered. */
  LoggedDecision chosen(
      long cluster, String tag, double[] propensities, double[] outcomes, int chosen) {
    return new LoggedDecision(
        cluster,
        tag,
        models,
        propensities,
        new double[models.length],
        chosen,
        outcomes[chosen],
        Double.NaN);
  }

  /** Fitted on the rows themselves, part by part. */
  static SatisfactionCells fit(List<LoggedDecision> rows) {
    SatisfactionCells cells = new SatisfactionCells();
    rows.forEach(cells::add);
    return cells;
  }

  static ValueSums sums(
      List<LoggedDecision> rows, TargetPolicy target, OutcomeRegression regression) {
    ValueSums sums = new ValueSums(20);
    rows.forEach(row -> sums.add(row, row.satisfaction(), target, regression));
    return sums;
  }
}
