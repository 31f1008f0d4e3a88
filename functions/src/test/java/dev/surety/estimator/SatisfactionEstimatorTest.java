package dev.surety.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Features;
import dev.surety.features.HashingFeaturizer;
import dev.surety.testing.Requests;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class SatisfactionEstimatorTest {

  @Property
  void runningMeanIsTheMean(@ForAll @NotEmpty List<@DoubleRange(max = 1) Double> anyJudgements) {
    double[] judgements = array(anyJudgements);
    RunningMeans means = new RunningMeans();
    means.ensureSlots(2);
    double sum = 0;
    for (double judgement : judgements) {
      means.learn(1, Features.NONE, judgement, 0.5);
      sum += judgement;
    }

    assertThat(means.predict(1, Features.NONE)).isEqualTo(sum / judgements.length);
    assertThat(means.predict(0, Features.NONE)).isEqualTo(RunningMeans.PRIOR);
  }

  @Test
  void growingKeepsWhatWasLearned() {
    for (SatisfactionEstimator estimator :
        new SatisfactionEstimator[] {new RunningMeans(), new LogisticHeads()}) {
      estimator.ensureSlots(1);
      estimator.learn(0, Features.NONE, 1, 0.5);
      double before = estimator.predict(0, Features.NONE);
      estimator.ensureSlots(5);
      estimator.ensureSlots(3);

      assertThat(estimator.predict(0, Features.NONE)).isEqualTo(before).isGreaterThan(0.5);
      assertThat(estimator.predict(4, Features.NONE)).isEqualTo(0.5);
    }
  }

  /** Poems satisfy from model 0, sums from model 1: what a context-free mean cannot tell. */
  @Test
  void logisticHeadsLearnASeparableProblem() {
    LogisticHeads heads = new LogisticHeads();
    heads.ensureSlots(2);
    Random order = new Random(5);
    for (int i = 0; i < 2000; i++) {
      boolean poem = order.nextBoolean();
      heads.learn(0, prompt(poem, i), poem ? 1 : 0, 0.5);
      heads.learn(1, prompt(poem, i), poem ? 0 : 1, 0.5);
    }

    assertThat(heads.predict(0, prompt(true, 9999))).isGreaterThan(0.9);
    assertThat(heads.predict(0, prompt(false, 9999))).isLessThan(0.1);
    assertThat(heads.predict(1, prompt(true, 9999))).isLessThan(0.1);
    assertThat(heads.predict(1, prompt(false, 9999))).isGreaterThan(0.9);
  }

  /** Without features a head is a bias: it must come to the rate of the judgements. */
  @Test
  void logisticBiasComesToTheRate() {
    LogisticHeads heads = new LogisticHeads();
    heads.ensureSlots(1);
    Random users = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      heads.learn(0, Features.NONE, users.nextDouble() < 0.8 ? 1 : 0, 0.5);
    }

    assertThat(heads.predict(0, Features.NONE)).isCloseTo(0.8, within(0.03));
  }

  @Property
  void predictionsStayProbabilities(
      @ForAll @DoubleRange(max = 100) double rate, @ForAll @DoubleRange(max = 1) double label) {
    LogisticHeads heads = new LogisticHeads();
    heads.ensureSlots(1);
    for (int i = 0; i < 50; i++) {
      heads.learn(0, prompt(i % 3 == 0, i), label, rate);
      assertThat(heads.predict(0, prompt(false, i))).isBetween(0.0, 1.0);
    }
  }

  private static Features prompt(boolean poem, int i) {
    String text = poem ? "write a poem about love " + i : "compute the sum of " + i;
    return new HashingFeaturizer(4096, 100).features(Requests.id("r").prompt(text).request());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
