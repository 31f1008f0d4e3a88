package dev.surety.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Features;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** A judgement that is taken back leaves what the one in its place had left. */
class RevisedJudgementTest {

  private static final Features WORDS = new Features(new int[] {1, 5}, new float[] {0.6f, 0.8f});
  private static final List<Supplier<SatisfactionEstimator>> ALL =
      List.of(RunningMeans::new, LogisticHeads::new, BalancedHeads::new);

  @Property
  void theNewWordAloneCounts(
      @ForAll @DoubleRange(max = 1) double was,
      @ForAll @DoubleRange(max = 1) double is,
      @ForAll @DoubleRange(max = 1) double before) {
    for (Supplier<SatisfactionEstimator> made : ALL) {
      SatisfactionEstimator revised = taught(made.get(), before, was);
      SatisfactionEstimator direct = taught(made.get(), before, is);

      revised.revise(0, WORDS, was, is, 0.2);

      // The heads' gradient is that of now, a step later: 0.2 * 0.2 * |is - was| apart at most.
      double apart = revised instanceof RunningMeans ? 1e-12 : 0.03;
      assertThat(revised.predict(0, WORDS)).isCloseTo(direct.predict(0, WORDS), within(apart));
      assertThat(revised.labels(0)).isEqualTo(direct.labels(0));
    }
  }

  /** Without class weights and clipping the difference of two steps is exact. */
  @Property
  void plainHeadsAreMendedExactly(
      @ForAll @DoubleRange(min = 0.2, max = 0.8) double was,
      @ForAll @DoubleRange(min = 0.2, max = 0.8) double is) {
    LogisticHeads revised = (LogisticHeads) taught(new LogisticHeads(), 0.5, was);
    LogisticHeads direct = (LogisticHeads) taught(new LogisticHeads(), 0.5, is);

    revised.revise(0, WORDS, was, is, 0.2);

    assertThat(revised.predict(0, WORDS)).isCloseTo(direct.predict(0, WORDS), within(1e-6));
  }

  @Property
  void whatWasForgottenIsNotMended(@ForAll @DoubleRange(max = 1) double is) {
    for (Supplier<SatisfactionEstimator> made : ALL) {
      SatisfactionEstimator estimator = taught(made.get(), 0.5, 1);
      estimator.forget(0);
      double before = estimator.predict(0, WORDS);

      estimator.revise(0, WORDS, 1, is, 0.2);

      assertThat(estimator.predict(0, WORDS)).isEqualTo(before);
    }
  }

  private static SatisfactionEstimator taught(
      SatisfactionEstimator estimator, double before, double judgement) {
    estimator.ensureSlots(1);
    estimator.learn(0, WORDS, before, 0.2);
    estimator.learn(0, WORDS, judgement, 0.2);
    return estimator;
  }

  /**
   * Tenths have no exact sums: what words leave behind must not carry a mean out of the interval.
   */
  @Property(tries = 50)
  void aMeanOfRevisedWordsStaysAShare(@ForAll long seed) {
    Random words = new Random(seed);
    RunningMeans means = new RunningMeans();
    means.ensureSlots(2);
    for (int i = 0; i < 500; i++) {
      double was = words.nextInt(11) / 10.0;
      double other = words.nextInt(11) / 10.0;
      double last = i % 2;
      means.learn(i % 2, Features.NONE, was, 1);
      means.revise(i % 2, Features.NONE, was, other, 1);
      means.revise(i % 2, Features.NONE, other, last, 1);
      assertThat(means.predict(i % 2, Features.NONE)).isBetween(0.0, 1.0);
    }
  }
}
