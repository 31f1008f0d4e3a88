package dev.surety.policy.proteus;

/** The functions between layers; exp and log through StrictMath, so that a replay is bit-equal. */
public final class Activations {

  private Activations() {}

  /** {@code max(0, x)}, in place. */
  public static void rectify(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(0, x[i]);
    }
  }

  /** The logistic function. */
  public static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** {@code ln(1 + e^x)}, without overflow. */
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** {@code ln(p / (1 - p))}. */
  public static double logit(double p) {
    return StrictMath.log(p / (1 - p));
  }
}
