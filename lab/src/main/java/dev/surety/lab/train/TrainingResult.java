package dev.surety.lab.train;

import dev.surety.policy.proteus.TrainedProteus;
import java.util.List;
import java.util.Locale;

/**
 * A trained PROTEUS with what it makes of rows that it has not learned from.
 *
 * @param judgedOn which rows these are, for people
 * @param bestSingle name of the model with the highest mean quality on them
 * @param bestSingleCost its mean cost over that of the dearest in training
 */
record TrainingResult(
    TrainedProteus trained,
    TrainingSettings settings,
    TrainingLog log,
    String judgedOn,
    TargetCurve curve,
    String bestSingle,
    double bestSingleSatisfaction,
    double bestSingleCost) {

  private static final double SHARE = 0.95;

  static TrainingResult of(
      TrainedProteus trained,
      TrainingSettings settings,
      TrainingLog log,
      String judgedOn,
      Examples rows) {
    double[] satisfaction = new double[rows.models()];
    double[] cost = new double[rows.models()];
    int best = 0;
    for (int m = 0; m < rows.models(); m++) {
      for (int row = 0; row < rows.size(); row++) {
        satisfaction[m] += rows.quality()[row][m] / rows.size();
        cost[m] += rows.paid()[row][m] / rows.size();
      }
      best = satisfaction[m] > satisfaction[best] ? m : best;
    }
    return new TrainingResult(
        trained,
        settings,
        log,
        judgedOn,
        TargetCurve.of(trained, rows),
        trained.models().get(best),
        satisfaction[best],
        cost[best]);
  }

  /**
   * Cost over the best single model's at 95 % of its satisfaction, between levels by straight
   * lines.
   */
  String costAt95() {
    double wanted = SHARE * bestSingleSatisfaction;
    List<TargetCurve.Point> points = curve.points();
    for (int i = 0; i < points.size(); i++) {
      TargetCurve.Point point = points.get(i);
      if (point.satisfaction() >= wanted) {
        double cost = point.cost();
        if (i > 0) {
          TargetCurve.Point before = points.get(i - 1);
          double share =
              (wanted - before.satisfaction()) / (point.satisfaction() - before.satisfaction());
          cost = before.cost() + share * (point.cost() - before.cost());
        }
        return String.format(
            Locale.ROOT,
            "95 %% of the best single model's satisfaction, %.3f, costs %.1f %% of its cost",
            wanted,
            100 * cost / bestSingleCost);
      }
    }
    return "no level reaches 95 % of the best single model's satisfaction";
  }
}
