package dev.surety.tools.log;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a promise would have cost: the cheapest mixture of at most two models whose mean
 * satisfaction is the promise's, with hindsight. A router has to find it first.
 *
 * @param target share of answers that satisfy
 * @param usd a request, at the values found; NaN if no mixture gets there
 * @param least the same if every model was as good as the log lets it be
 * @param most the same if every model was as bad
 */
record PromiseCost(double target, double usd, double least, double most) {

  static PromiseCost of(double target, List<ModelValue> models) {
    return new PromiseCost(
        target,
        cheapest(target, models, ModelValue::satisfaction),
        cheapest(target, models, ModelValue::high),
        cheapest(target, models, ModelValue::low));
  }

  private static double cheapest(
      double target, List<ModelValue> models, ToDoubleFunction<ModelValue> quality) {
    double best = Double.NaN;
    for (ModelValue good : models) {
      double q = quality.applyAsDouble(good);
      if (!(q >= target) || Double.isNaN(good.costUsd())) {
        continue;
      }
      best = least(best, good.costUsd());
      for (ModelValue worse : models) {
        double p = quality.applyAsDouble(worse);
        if (p < target && worse.costUsd() < good.costUsd()) {
          double share = (target - p) / (q - p);
          best = least(best, share * good.costUsd() + (1 - share) * worse.costUsd());
        }
      }
    }
    return best;
  }

  private static double least(double a, double b) {
    return Double.isNaN(a) ? b : Math.min(a, b);
  }
}
