package dev.surety.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Features;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BalancedHeadsTest {

  /**
   * Steps of a gradient descent that still learns leave noise: it converges on average. Without the
   * correction of the logit every rate between 1/11 and 10/11 would come out as 0.5.
   */
  @Test
  void convergesToAConstantRate() {
    for (double rate : new double[] {0.05, 0.3, 0.5, 0.8, 0.95}) {
      BalancedHeads heads = new BalancedHeads();
      heads.ensureSlots(1);
      SplittableRandom random = new SplittableRandom(9);
      double sum = 0;
      for (int n = 0; n < 60_000; n++) {
        heads.learn(0, Features.NONE, random.nextDouble() < rate ? 1 : 0, 0.5);
        sum += n < 20_000 ? 0 : heads.predict(0, Features.NONE) / 40_000;
      }
      assertThat(sum).isCloseTo(rate, within(0.01));
    }
  }

  @Test
  void gradedSatisfactionCountsInPart() {
    BalancedHeads heads = new BalancedHeads();
    heads.ensureSlots(1);
    for (int n = 0; n < 20_000; n++) {
      heads.learn(0, Features.NONE, 0.75, 0.5);
    }
    assertThat(heads.predict(0, Features.NONE)).isCloseTo(0.75, within(0.01));
  }

  @Test
  void theRarerOutcomeWeighsMoreWithinBounds() {
    BalancedHeads heads = new BalancedHeads();
    heads.ensureSlots(1);
    assertThat(heads.positiveWeight(0)).isEqualTo(1);
    for (int n = 0; n < 3; n++) {
      heads.learn(0, Features.NONE, 1, 0.5);
    }
    assertThat(heads.positiveWeight(0)).isEqualTo(0.25);
    for (int n = 0; n < 100; n++) {
      heads.learn(0, Features.NONE, 1, 0.5);
    }
    assertThat(heads.positiveWeight(0)).isEqualTo(0.1);
  }
}
