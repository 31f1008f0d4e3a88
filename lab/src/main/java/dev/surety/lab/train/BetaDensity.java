package dev.surety.lab.train;

import java.util.SplittableRandom;

/**
 * The Beta density: logarithm, its gradient, entropy and draws. Series of the gamma functions:
 * Abramowitz and Stegun 6.1.41, 6.3.18, 6.4.12, after moving the argument above 6.
 */
final class BetaDensity {

  /** mu is kept this far from 0 and 1. */
  static final double EDGE = 1e-4;

  private static final double LARGE = 6;

  private BetaDensity() {}

  /** {@code (a - 1) ln mu + (b - 1) ln(1 - mu) - ln B(a, b)}. */
  static double log(double mu, double a, double b) {
    return (a - 1) * StrictMath.log(mu)
        + (b - 1) * StrictMath.log(1 - mu)
        + logGamma(a + b)
        - logGamma(a)
        - logGamma(b);
  }

  /** d ln density / d a; by b with {@code 1 - mu} for mu and the parameters exchanged. */
  static double slope(double mu, double a, double b) {
    return StrictMath.log(mu) - digamma(a) + digamma(a + b);
  }

  /** d entropy / d a; by b with the parameters exchanged. */
  static double entropySlope(double a, double b) {
    return (a + b - 2) * trigamma(a + b) - (a - 1) * trigamma(a);
  }

  static double draw(double a, double b, SplittableRandom chance) {
    double x = drawGamma(a, chance);
    double mu = x / (x + drawGamma(b, chance));
    return Math.max(EDGE, Math.min(1 - EDGE, mu));
  }

  /** Marsaglia and Tsang 2000, for shapes of at least 1. */
  private static double drawGamma(double shape, SplittableRandom chance) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = drawNormal(chance);
      double v = 1 + c * x;
      v = v * v * v;
      if (v > 0
          && StrictMath.log(chance.nextDouble())
              < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /** Box and Muller; one of the pair, so that nothing is kept between draws. */
  private static double drawNormal(SplittableRandom chance) {
    double u = 1 - chance.nextDouble();
    double angle = 2 * Math.PI * chance.nextDouble();
    return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(angle);
  }

  static double logGamma(double x) {
    double shift = 0;
    while (x < LARGE) {
      shift -= StrictMath.log(x++);
    }
    double r = 1 / (x * x);
    double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / x;
    return shift + (x - 0.5) * StrictMath.log(x) - x + 0.5 * StrictMath.log(2 * Math.PI) + series;
  }

  static double digamma(double x) {
    double shift = 0;
    while (x < LARGE) {
      shift -= 1 / x++;
    }
    double r = 1 / (x * x);
    double series = r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r / 240)));
    return shift + StrictMath.log(x) - 0.5 / x - series;
  }

  static double trigamma(double x) {
    double shift = 0;
    while (x < LARGE) {
      shift += 1 / (x * x);
      x++;
    }
    double r = 1 / (x * x);
    return shift + 1 / x + r / 2 + r / x * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r / 30)));
  }
}
