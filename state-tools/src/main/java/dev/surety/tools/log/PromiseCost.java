package dev.surety.tools.log;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a promise would have cost: the cheapest mixture of at most two models whose mean
 * satisfaction is the promise's, with hindsight. A router has to find it first.
 *
 * @param target share of answers that satisfy
 * @param usd a request, at the values found; NaN if no mixture gets there
 * @param least the same if every model was as good and as cheap as the log lets it be
 * @param most the same if every model was as bad and as dear
 */
record PromiseCost(double target, double usd, double least, double most) {

  static PromiseCost of(double target, List<ModelValue> models) {
    return new PromiseCost(
        target,
        cheapest(target, models, ModelValue::satisfaction, UsdBand::value),
        cheapest(target, models, ModelValue::high, UsdBand::low),
        cheapest(target, models, ModelValue::low, UsdBand::high));
  }

  private static double cheapest(
      double target,
      List<ModelValue> models,
      ToDoubleFunction<ModelValue> quality,
      ToDoubleFunction<UsdBand> money) {
    double best = Double.NaN;
    for (ModelValue good : models) {
      double q = quality.applyAsDouble(good);
      double dear = money.applyAsDouble(good.cost());
      if (!(q >= target) || Double.isNaN(dear)) {
        continue;
      }
      best = least(best, dear);
      for (ModelValue worse : models) {
        double p = quality.applyAsDouble(worse);
        double cheap = money.applyAsDouble(worse.cost());
        if (p < target && cheap < dear) {
          double share = (target - p) / (q - p);
          best = least(best, share * dear + (1 - share) * cheap);
        }
      }
    }
    return best;
  }

  private static double least(double a, double b) {
    return Double.isNaN(a) ? b : Math.min(a, b);
  }
}
