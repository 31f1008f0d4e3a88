package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * What the layout in force stores comes back bit for bit, and older ones too, but for costs: those
 * were sums over a life there.
 */
class LearnerLayoutsTest {

  @Property(tries = 150)
  void learnersComeBackBitForBit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int models,
      @ForAll Precision precision) {
    SplittableRandom setup = new SplittableRandom(seed);
    SuretyAlgorithm algorithm =
        new SuretyAlgorithm(
            SuretyConstants.defaults().with(Map.of("buckets", 1.0 + setup.nextInt(16))));
    SuretyState state = algorithm.start(RandomTraffic.terms(setup), precision);
    RandomTraffic traffic = new RandomTraffic(algorithm, seed, true);
    traffic.startModels(state, models);
    for (int i = 0; i < 400; i++) {
      if (i % 40 == 0) {
        SuretyLearner learner = state.learner();
        byte[] wide = WideLayout.learner(learner);
        byte[] stored = SuretyCodec.learner(learner);
        assertThat(WideLayout.learner(SuretyCodec.readLearner(stored))).isEqualTo(wide);

        byte[] second = stored.clone();
        second[0] = 2;
        SuretyLearner ofFirst = SuretyCodec.readLearner(wide);
        SuretyLearner ofSecond = SuretyCodec.readLearner(second);
        assertThat(WideLayout.learner(ofFirst)).isEqualTo(WideLayout.learner(ofSecond));
        takeCosts(learner, ofFirst);
        assertThat(WideLayout.learner(ofFirst)).isEqualTo(wide);
      }
      traffic.next(state);
    }
  }

  private static void takeCosts(SuretyLearner from, SuretyLearner into) {
    into.models.paid.sum = from.models.paid.sum.clone();
    into.models.paid.count = from.models.paid.count.clone();
    if (from.cells != null) {
      int buckets = from.cells.buckets();
      System.arraycopy(from.cells.paid, 0, into.cells.paid, 0, buckets);
      System.arraycopy(from.cells.expected, 0, into.cells.expected, 0, buckets);
    }
  }

  /** The middle model's list is right but for what is common, the last one's cost was absurd. */
  @Test
  void sumsOfALifeAreTakenOverAsMeansOfAThousandAnswers() {
    SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    SuretyState state =
        algorithm.start(new SuretyTerms(0.8, 0.3, 0.3, false, true, true), Precision.EXACT);
    for (double cost : new double[] {0.1, 0.4, 1, 0.5}) {
      algorithm.addModel(state, cost, 0, 0);
    }
    SuretyLearner learner = state.learner();
    life(learner, 0, 30_000, 0.2);
    life(learner, 1, 50, 0.3);
    life(learner, 2, 2_000_000, 5_000);
    learner.cells.expected[3] = 80_000;
    learner.cells.paid[3] = 120_000;
    byte[] second = SuretyCodec.learner(learner);
    second[0] = 2;

    SuretyLearner read = SuretyCodec.readLearner(second);

    assertThat(read.models.paid.count).containsExactly(1_000, 50, 1_000, 0);
    assertThat(mean(read, 0)).isCloseTo(0.2, within(1e-9));
    assertThat(mean(read, 1)).isCloseTo(0.3, within(1e-9));
    assertThat(mean(read, 2)).isCloseTo(20 * 0.3, within(1e-9));
    assertThat(read.costRatio(3)).isEqualTo(read.models.paid.common());
    assertThat(read.cells.expected[3]).isEqualTo(1_000);
    assertThat(read.cells.paid[3]).isEqualTo(1_500);
  }

  private static void life(SuretyLearner learner, int m, double answers, double ratio) {
    learner.models.paid.sum[m] = answers * ratio * learner.models.listCost[m];
    learner.models.paid.count[m] = answers * learner.models.listCost[m];
  }

  private static double mean(SuretyLearner learner, int m) {
    return learner.models.paid.sum[m] / learner.models.paid.count[m];
  }
}
