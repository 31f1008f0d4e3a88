package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Features;
import dev.surety.policy.proteus.Layer;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.ProteusNetwork.Pass;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What encoder and performance head learn by is the gradient of the loss that is reported. */
class HeadTrainingTest {

  private static final float STEP = 4e-3f;
  private static final int TAGS = 2;
  private static final int WORDS = 4;
  private static final int MODELS = 3;

  private static ProteusNetwork network(long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    float[][] prior = new float[TAGS + 1][MODELS];
    for (float[] tag : prior) {
      for (int m = 0; m < MODELS; m++) {
        tag[m] = (float) (2 * chance.nextDouble() - 1);
      }
    }
    return new ProteusNetwork(
        TAGS,
        WORDS,
        prior,
        Trainable.random(TAGS + 1 + ProteusNetwork.LENGTHS + WORDS, 6, 3, chance),
        Trainable.random(6, 5, 6, chance),
        Trainable.random(5, MODELS, 5, chance),
        Layer.zero(7, 1),
        Layer.zero(1, 1),
        Layer.zero(1, 1),
        Layer.zero(1, 2));
  }

  /** By every weight and bias of all three layers, whatever the row; a kink has no slope. */
  @Property(tries = 60)
  void gradientsOfEveryLayerAreThoseOfTheLoss(
      @ForAll @IntRange(max = 100_000) int seed,
      @ForAll @IntRange(max = TAGS) int tag,
      @ForAll @IntRange(max = ProteusNetwork.LENGTHS - 1) int length,
      @ForAll @DoubleRange(min = -1, max = 1) double word,
      @ForAll @DoubleRange(min = 0, max = 1) double quality) {
    ProteusNetwork network = network(seed);
    Features words = new Features(new int[] {1, 6}, new float[] {(float) word, 0.5f});
    float[] y = {(float) quality, 1, 0};
    HeadTraining training = training(network, 1);
    training.learn(tag, length, words, y);
    float[][] gradients = training.gradients();
    float[][] values = {
      network.encode().weights(), network.encode().bias(),
      network.embed().weights(), network.embed().bias(),
      network.heads().weights(), network.heads().bias()
    };

    assertThat(gradients).hasNumberOfRows(6);
    for (int group = 0; group < values.length; group++) {
      for (int k = 0; k < values[group].length; k++) {
        float before = values[group][k];
        values[group][k] = before + STEP;
        Pass above = pass(network, tag, length, words);
        values[group][k] = before - STEP;
        Pass below = pass(network, tag, length, words);
        values[group][k] = before;
        if (active(above).equals(active(below))) {
          double slope = (loss(above, y) - loss(below, y)) / (2 * STEP);
          assertThat((double) gradients[group][k])
              .as("group %s, value %s", group, k)
              .isEqualTo(slope, within(1e-3 + 0.01 * Math.abs(slope)));
        }
      }
    }
  }

  private static Pass pass(ProteusNetwork network, int tag, int length, Features words) {
    Pass pass = new Pass(network);
    network.encode(tag, length, words, pass);
    return pass;
  }

  private static double loss(Pass pass, float[] y) {
    double sum = 0;
    for (int m = 0; m < y.length; m++) {
      sum += HeadTraining.crossEntropy(pass.p[m], y[m]);
    }
    return sum / y.length;
  }

  /** Which units the rectifiers let through. */
  private static String active(Pass pass) {
    StringBuilder active = new StringBuilder();
    for (float[] units : new float[][] {pass.hidden, pass.z}) {
      for (float unit : units) {
        active.append(unit > 0 ? '+' : '-');
      }
    }
    return active.toString();
  }

  @Test
  void gradientsOfRowsAddUpToTheGradientOfTheBatch() {
    float[] satisfied = {1, 1, 0};
    float[] not = {0, 0, 1};
    HeadTraining both = training(network(7), 2);
    both.learn(0, 1, Features.NONE, satisfied);
    both.learn(1, 3, Features.NONE, not);
    HeadTraining first = training(network(7), 1);
    first.learn(0, 1, Features.NONE, satisfied);
    HeadTraining second = training(network(7), 1);
    second.learn(1, 3, Features.NONE, not);

    for (int group = 0; group < both.gradients().length; group++) {
      for (int k = 0; k < both.gradients()[group].length; k++) {
        assertThat(both.gradients()[group][k])
            .isEqualTo(
                (first.gradients()[group][k] + second.gradients()[group][k]) / 2, within(1e-6f));
      }
    }
  }

  /** A tag with more labels is believed more; one that was never seen is taken for the others. */
  @Test
  void priorsAreShrunkMeans() {
    float[][] quality = {{1, 0}, {1, 0}, {1, 0}, {0, 0}};
    Examples rows = examples(new int[] {0, 0, 0, 1}, quality);

    float[][] prior = HeadTraining.prior(rows, 2, 4);

    assertThat(prior).hasDimensions(3, 2);
    assertThat(prior[0][0]).isEqualTo(logit((3 + 4 * 0.75) / 7), within(1e-6f));
    assertThat(prior[1][0]).isEqualTo(logit((0 + 4 * 0.75) / 5), within(1e-6f));
    assertThat(prior[2][0]).isEqualTo(logit(0.75), within(1e-6f));
    assertThat(prior[0][1]).as("never satisfied: kept off minus infinity").isEqualTo(logit(0.005));
  }

  @Test
  void learningLowersTheLossAndKeepsTheBestStateSeen() {
    float[][] quality = new float[40][];
    int[] tag = new int[quality.length];
    for (int row = 0; row < tag.length; row++) {
      tag[row] = row % 2;
      quality[row] = row % 2 == 0 ? new float[] {1, 0, 1} : new float[] {0, 1, 1};
    }
    Examples rows = examples(tag, quality);
    TrainingLog log = new TrainingLog(() -> {});

    new HeadTraining(network(3), rows, rows, settings(8, 0.01), new SplittableRandom(1))
        .run(500, log);

    assertThat(log.headPoints).extracting(TrainingLog.HeadPoint::step).containsExactly(0, 250, 500);
    assertThat(log.headPoints.get(2).validation())
        .isLessThan(0.5 * log.headPoints.get(0).validation());
  }

  private static float logit(double p) {
    return (float) Math.log(p / (1 - p));
  }

  private static HeadTraining training(ProteusNetwork network, int batch) {
    Examples none = examples(new int[0], new float[0][]);
    return new HeadTraining(network, none, none, settings(batch, 1e-3), new SplittableRandom(1));
  }

  private static Examples examples(int[] tag, float[][] quality) {
    Features[] words = new Features[tag.length];
    Arrays.fill(words, Features.NONE);
    float[][] none = new float[tag.length][];
    return new Examples(tag, new int[tag.length], words, quality, none, none, new double[0]);
  }

  private static TrainingSettings settings(int batch, double rate) {
    return new TrainingSettings(
        WORDS, 8, 6, 5, 1, 1, 1, batch, rate, 0.1, TrainingSettings.Dual.BINNED, 1);
  }
}
