package dev.surety.lab.train;

import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.ProteusNetwork.Pass;
import java.util.SplittableRandom;

/**
 * Teaches the policy head which mu to take for a request, a target and a dual variable: PPO with
 * clipping on the Beta density (dossier 4.3), no critic. Several mu are drawn for a request and
 * each is held against their mean, since all outcomes are known. Boosts and gamma learn beside it:
 * {@link ScaleTraining}.
 */
final class PolicyTraining {

  static final int EVALUATE_EVERY = 500;

  private static final int DRAWS = 4;
  private static final int EPOCHS = 4;
  private static final double CLIP = 0.2;
  private static final double ENTROPY = 0.01;
  private static final double DECAY = 0.01;

  /** Weights are averaged over about so many of the last steps: what serves is their mean. */
  private static final double AVERAGED = 1000;

  private final ProteusNetwork network;
  private final PolicyHead head;
  private final ScoredRows rows;
  private final TargetRange range;
  private final TrainingSettings settings;
  private final SplittableRandom chance;
  private final DualVariable dual;
  private final ScaleTraining scale;

  private final int[] batch;
  private final double[][] mu;
  private final double[][] logDensity;
  private final double[][] advantage;

  PolicyTraining(
      ProteusNetwork network,
      ScoredRows rows,
      TargetRange range,
      ScoreScale scale,
      TrainingSettings settings,
      SplittableRandom chance) {
    this.network = network;
    this.rows = rows;
    this.range = range;
    this.scale = new ScaleTraining(rows, scale, settings.learningRate());
    this.settings = settings;
    this.chance = chance;
    head = new PolicyHead(network, new AdamW(settings.learningRate()), DECAY);
    dual = DualVariable.of(settings);
    batch = new int[settings.batch()];
    mu = new double[batch.length][DRAWS];
    logDensity = new double[batch.length][DRAWS];
    advantage = new double[batch.length][DRAWS];
  }

  double gamma() {
    return scale.gamma();
  }

  /** By model, as learned so far. */
  float[] boosts() {
    return scale.boosts;
  }

  void run(TrainingLog log) {
    float[][] mean = head.copy();
    for (int step = 1; step <= settings.steps(); step++) {
      double scaled = 2 * chance.nextDouble() - 1;
      // Around what training settles on, so that the head learns what more of it means.
      double lambda = dual.draw(chance);
      draw(scaled, lambda);
      double price = dual.weight(scaled) * lambda;
      double reward = reward(price);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        improve(scaled, lambda);
      }
      learnBoosts(price);
      double satisfied = dual.observe(scaled, range.target(scaled), this::served);
      head.average(mean, 1 / Math.min(AVERAGED, step));
      log.policy(step, reward, dual.mean(), range.target(scaled) - satisfied);
      log.step();
    }
    head.restore(mean);
  }

  private void draw(double scaled, double lambda) {
    for (int j = 0; j < batch.length; j++) {
      batch[j] = chance.nextInt(rows.size());
      Pass pass = head.forward(rows.z()[batch[j]], scaled, lambda);
      for (int k = 0; k < DRAWS; k++) {
        mu[j][k] = BetaDensity.draw(pass.a, pass.b, chance);
        logDensity[j][k] = BetaDensity.log(mu[j][k], pass.a, pass.b);
      }
    }
  }

  /** Fills the advantages; returns the mean reward. */
  private double reward(double price) {
    double gamma = gamma();
    double sum = 0;
    double squares = 0;
    for (int j = 0; j < batch.length; j++) {
      double mean = 0;
      for (int k = 0; k < DRAWS; k++) {
        int m = rows.choose(batch[j], mu[j][k], scale.boosts, gamma);
        advantage[j][k] = reward(batch[j], m, price);
        mean += advantage[j][k] / DRAWS;
      }
      for (int k = 0; k < DRAWS; k++) {
        advantage[j][k] -= mean;
        squares += advantage[j][k] * advantage[j][k];
      }
      sum += mean;
    }
    double unit = 1 / (Math.sqrt(squares / batch.length / DRAWS) + 1e-6);
    for (double[] group : advantage) {
      for (int k = 0; k < DRAWS; k++) {
        group[k] *= unit;
      }
    }
    return sum / batch.length;
  }

  /**
   * {@code (1 + lambda) y - alpha c} over {@code 1 + lambda + alpha}: the reward (dossier 4.2,
   * formula 6) without {@code lambda tau}, which no choice changes, at a scale that lambda does not
   * change.
   */
  private double reward(int row, int m, double price) {
    double alpha = settings.alpha();
    return (price * rows.quality()[row][m] - alpha * rows.paid()[row][m]) / (price + alpha);
  }

  private void improve(double scaled, double lambda) {
    double share = 1.0 / (batch.length * DRAWS);
    for (int j = 0; j < batch.length; j++) {
      Pass pass = head.forward(rows.z()[batch[j]], scaled, lambda);
      double da = -ENTROPY / batch.length * BetaDensity.entropySlope(pass.a, pass.b);
      double db = -ENTROPY / batch.length * BetaDensity.entropySlope(pass.b, pass.a);
      for (int k = 0; k < DRAWS; k++) {
        double x = mu[j][k];
        double gain = advantage[j][k];
        double ratio = StrictMath.exp(BetaDensity.log(x, pass.a, pass.b) - logDensity[j][k]);
        boolean clipped = gain > 0 ? ratio > 1 + CLIP : ratio < 1 - CLIP;
        if (!clipped) {
          da -= share * gain * ratio * BetaDensity.slope(x, pass.a, pass.b);
          db -= share * gain * ratio * BetaDensity.slope(1 - x, pass.b, pass.a);
        }
      }
      head.backward(da, db);
    }
    head.step();
  }

  private void learnBoosts(double price) {
    double[] rewards = new double[scale.boosts.length];
    for (int j = 0; j < batch.length; j++) {
      for (int m = 0; m < rewards.length; m++) {
        rewards[m] = reward(batch[j], m, price);
      }
      scale.add(batch[j], mu[j][0], rewards, batch.length);
    }
    scale.step();
  }

  /** Mean quality of the batch as serving would choose: at the mean of mu, with lambda 1. */
  private double served(double scaled) {
    double gamma = gamma();
    double sum = 0;
    for (int row : batch) {
      double at = head.forward(rows.z()[row], scaled, 1).mu();
      sum += rows.quality()[row][rows.choose(row, at, scale.boosts, gamma)];
    }
    return sum / batch.length;
  }
}
