package dev.surety.demo.run;

import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/** Nearest-rank quantiles. */
final class Quantiles {

  private static final Quantile NEAREST_RANK =
      Quantile.withDefaults().with(EstimationMethod.HF1).withCopy(true);

  private Quantiles() {}

  /**
   * @param q 0..1
   * @return NaN-free: 0 when there is nothing
   */
  static double of(double[] values, double q) {
    return values.length == 0 ? 0 : NEAREST_RANK.evaluate(values, q);
  }
}
