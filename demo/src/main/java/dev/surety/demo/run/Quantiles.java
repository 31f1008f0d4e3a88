package dev.surety.demo.run;

/** Nearest-rank quantiles. */
final class Quantiles {

  private Quantiles() {}

  /**
   * @param sorted ascending
   * @param q 0..1
   * @return NaN-free: 0 when there is nothing
   */
  static double of(double[] sorted, double q) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  }
}
