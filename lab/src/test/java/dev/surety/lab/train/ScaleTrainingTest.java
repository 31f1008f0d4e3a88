package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What boosts and gamma learn by is the slope of the reward that a softmax would get. */
class ScaleTrainingTest {

  private static final int MODELS = 4;
  private static final float STEP = 1e-3f;

  private static double[] random(SplittableRandom chance) {
    return chance.doubles(MODELS).toArray();
  }

  private static ScaleTraining training(SplittableRandom chance, double gamma) {
    double[][] p = {random(chance)};
    double[][] cost = {random(chance)};
    ScoredRows rows = new ScoredRows(new float[1][], p, cost, new float[1][], new float[1][]);
    float[] boosts = new float[MODELS];
    for (int m = 0; m < MODELS; m++) {
      boosts[m] = (float) (chance.nextDouble() - 0.5);
    }
    return new ScaleTraining(rows, new ScoreScale(1, gamma, boosts), 1e-3);
  }

  @Property(tries = 200)
  void gradientsAreThoseOfTheExpectedReward(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @DoubleRange(min = 0.02, max = 0.98) double mu,
      @ForAll @DoubleRange(min = 2.1, max = 7.9) double gamma,
      @ForAll @IntRange(min = 1, max = 64) int batch) {
    SplittableRandom chance = new SplittableRandom(seed);
    ScaleTraining training = training(chance, gamma);
    double[] rewards = random(chance);

    training.add(0, mu, rewards, batch);

    float[][] gradients = training.gradients();
    for (int m = 0; m < MODELS; m++) {
      assertSlope(training, mu, rewards, training.boosts, m, batch * gradients[0][m]);
    }
    assertSlope(training, mu, rewards, training.gammaLogit, 0, batch * gradients[1][0]);
  }

  /** The optimizer goes down, so the gradient is that of the reward lost. */
  private static void assertSlope(
      ScaleTraining training, double mu, double[] rewards, float[] values, int k, double is) {
    float before = values[k];
    values[k] = before + STEP;
    float above = values[k];
    double more = training.expected(0, mu, rewards);
    values[k] = before - STEP;
    double less = training.expected(0, mu, rewards);
    double slope = (less - more) / ((double) above - values[k]);
    values[k] = before;
    assertThat(is).as("value %s", k).isEqualTo(slope, within(1e-3 + 0.01 * Math.abs(slope)));
  }

  @Test
  void gradientsAddUpOverABatchAndStepsRaiseTheReward() {
    SplittableRandom chance = new SplittableRandom(5);
    ScaleTraining training = training(chance, 4);
    double[] rewards = {0, 0.2, 0.1, 1};
    double before = training.expected(0, 0.6, rewards);
    for (int step = 0; step < 2_000; step++) {
      training.add(0, 0.6, rewards, 2);
      training.add(0, 0.6, rewards, 2);
      training.step();
    }
    assertThat(training.expected(0, 0.6, rewards)).isGreaterThan(before);
    assertThat(training.gamma()).isBetween(2.0, 8.0);
    assertThat(training.gradients()[0]).containsOnly(0);
  }
}
