package dev.surety.lab.train;

import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** The Beta density as training needs it: logarithm, its gradient, the entropy's, and draws. */
final class BetaDensity {

  /** mu is kept this far from 0 and 1. */
  static final double EDGE = 1e-4;

  private BetaDensity() {}

  /** {@code (a - 1) ln mu + (b - 1) ln(1 - mu) - ln B(a, b)}. */
  static double log(double mu, double a, double b) {
    return BetaDistribution.of(a, b).logDensity(mu);
  }

  /** d ln density / d a; by b with {@code 1 - mu} for mu and the parameters exchanged. */
  static double slope(double mu, double a, double b) {
    return StrictMath.log(mu) - Digamma.value(a) + Digamma.value(a + b);
  }

  /** d entropy / d a; by b with the parameters exchanged. */
  static double entropySlope(double a, double b) {
    return (a + b - 2) * Trigamma.value(a + b) - (a - 1) * Trigamma.value(a);
  }

  static double draw(double a, double b, SplittableRandom chance) {
    double mu = BetaDistribution.of(a, b).createSampler(chance::nextLong).sample();
    return Math.max(EDGE, Math.min(1 - EDGE, mu));
  }
}
