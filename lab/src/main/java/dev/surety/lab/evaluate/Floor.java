package dev.surety.lab.evaluate;

/**
 * Whether a promise was kept, allowing for what sampling noise does and no more (the product's own
 * definition).
 */
final class Floor {

  /** A mean over seeds may fall short of the target by this much. */
  static final double MEAN_ALLOWANCE = 0.003;

  private static final double ONE_POINT = 0.01;
  private static final double LEAST_ALLOWANCE = 0.005;
  private static final double STANDARD_ERRORS = 3;

  private Floor() {}

  /**
   * {@code satisfaction >= target - max(0.005, 3 sqrt((1 - phi) / phi * a (1 - a) / T))}. A run
   * without any label gets no more than the 0.005: it had nothing to go by.
   *
   * @param satisfaction a: mean of the true satisfaction, 0..1
   * @param labelShare phi: share of requests whose answer was judged, 0..1
   * @param requests T
   */
  static boolean met(double satisfaction, double target, double labelShare, long requests) {
    return satisfaction >= target - allowance(satisfaction, labelShare, requests);
  }

  static double allowance(double satisfaction, double labelShare, long requests) {
    if (labelShare <= 0) {
      return LEAST_ALLOWANCE;
    }
    double variance = (1 - labelShare) / labelShare * satisfaction * (1 - satisfaction) / requests;
    return Math.max(LEAST_ALLOWANCE, STANDARD_ERRORS * Math.sqrt(Math.max(0, variance)));
  }

  /** Whether a user would call it kept: at most a point short, whatever noise there was. */
  static boolean withinOnePoint(double satisfaction, double target) {
    return satisfaction >= target - ONE_POINT;
  }

  static boolean meanMet(double meanSatisfaction, double target) {
    return meanSatisfaction >= target - MEAN_ALLOWANCE;
  }
}
