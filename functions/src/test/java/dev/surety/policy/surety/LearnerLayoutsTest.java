package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What a layout stores is what every layout stores: bit for bit the same learner. */
class LearnerLayoutsTest {

  /** The masks of a learner's counts, where it has none. */
  private static final int MOST_ADDED = 2;

  @Property(tries = 150)
  void learnersComeBackBitForBitFromBothLayouts(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int models,
      @ForAll Precision precision) {
    SplittableRandom setup = new SplittableRandom(seed);
    SuretyModel model =
        new SuretyModel(
            SuretyConstants.defaults().with(Map.of("buckets", 1.0 + setup.nextInt(16))));
    SuretyState state = model.start(RandomTraffic.terms(setup), precision);
    RandomTraffic traffic = new RandomTraffic(model, seed, true);
    traffic.startModels(state, models);
    for (int i = 0; i < 400; i++) {
      if (i % 40 == 0) {
        SuretyLearner learner = state.learner();
        byte[] first = FirstLayout.learner(learner);
        byte[] second = SuretyCodec.learner(learner);

        assertThat(FirstLayout.learner(SuretyCodec.readLearner(first))).isEqualTo(first);
        assertThat(FirstLayout.learner(SuretyCodec.readLearner(second))).isEqualTo(first);
        assertThat(SuretyCodec.learner(SuretyCodec.readLearner(first))).isEqualTo(second);
        assertThat(second).hasSizeLessThanOrEqualTo(first.length + MOST_ADDED);
      }
      traffic.next(state);
    }
  }
}
