package dev.surety.lab.train;

import dev.surety.policy.proteus.Activations;

/**
 * Boosts and gamma, the scale that mu is read on, as training moves them: up the slope of the
 * reward that a softmax of the scores would get, in place of their argmax, which has none.
 */
final class ScaleTraining {

  private static final double TEMPERATURE = 0.1;

  /** Boosts and gamma move slowly: they bend the scale that every target's mu is learned on. */
  private static final double RATE = 1.0 / 30;

  private final ScoredRows rows;
  private final AdamW optimizer;
  private final float[] boostGradient;
  private final float[] gammaGradient;
  private final double[] soft;
  final float[] boosts;
  final float[] gammaLogit = new float[1];

  /**
   * @param start where they begin
   * @param rate of the policy's weights
   */
  ScaleTraining(ScoredRows rows, ScoreScale start, double rate) {
    this.rows = rows;
    boosts = start.boosts().clone();
    gammaLogit[0] = (float) Activations.logit((start.gamma() - 2) / 6);
    soft = new double[boosts.length];
    optimizer = new AdamW(RATE * rate);
    boostGradient = optimizer.add(boosts, 0);
    gammaGradient = optimizer.add(gammaLogit, 0);
  }

  /** {@code 2 + 6 sigmoid(g)}: the exponent stays within 2..8. */
  double gamma() {
    return 2 + 6 * Activations.sigmoid(gammaLogit[0]);
  }

  /**
   * What a softmax of the scores gets of these rewards: {@code sum_i softmax(s / 0.1)_i reward_i}.
   */
  double expected(int row, double mu, double[] rewards) {
    double gamma = gamma();
    double weight = StrictMath.pow(1 - mu, gamma);
    double most = score(row, rows.choose(row, mu, boosts, gamma), mu, weight);
    double sum = 0;
    double expected = 0;
    for (int m = 0; m < soft.length; m++) {
      soft[m] = StrictMath.exp((score(row, m, mu, weight) - most) / TEMPERATURE);
      sum += soft[m];
      expected += soft[m] * rewards[m];
    }
    for (int m = 0; m < soft.length; m++) {
      soft[m] /= sum;
    }
    return expected / sum;
  }

  /** Adds the slope against {@link #expected}, one of so many of a batch. */
  void add(int row, double mu, double[] rewards, int batch) {
    double gamma = gamma();
    double gammaSlope = (gamma - 2) * (8 - gamma) / 6;
    double weight = StrictMath.pow(1 - mu, gamma);
    double expected = expected(row, mu, rewards);
    for (int m = 0; m < soft.length; m++) {
      double pull = -soft[m] * (rewards[m] - expected) / TEMPERATURE / batch;
      boostGradient[m] += (float) (pull * mu);
      gammaGradient[0] -=
          (float) (pull * weight * StrictMath.log(1 - mu) * rows.cost()[row][m] * gammaSlope);
    }
  }

  /** The gradients added up since the last step: of the boosts, and of gamma's logit. */
  float[][] gradients() {
    return optimizer.gradients();
  }

  void step() {
    optimizer.step();
  }

  private double score(int row, int m, double mu, double weight) {
    return rows.p()[row][m] + mu * boosts[m] - weight * rows.cost()[row][m];
  }
}
