package dev.surety.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CostEstimatorTest {

  private final CostEstimator costs = new CostEstimator();

  CostEstimatorTest() {
    costs.ensureSlots(2);
  }

  @Test
  void expectsAUsualAnswerBeforeAnythingIsKnown() {
    assertThat(costs.costUsd(0, UsualAnswer.UNKNOWN, -1, -1, 2, 8))
        .isEqualTo((500 * 2 + 250 * 8) / 1e6);
  }

  @Test
  void startsFromWhatOthersHaveSeenWhereThatIsKnown() {
    UsualAnswer known = new UsualAnswer(1000, 0.5, 20);

    assertThat(costs.costUsd(0, known, -1, -1, 2, 8)).isEqualTo((500 * 2 + 1000 * 8) / 1e6 * 0.5);

    for (int i = 0; i < 20; i++) {
      costs.sawOutput(0, 500);
      costs.sawPaid(0, 1);
    }
    assertThat(costs.usualOutputTokens(0, known)).isCloseTo(750, within(0.5));
    assertThat(costs.ratio(0, known)).isCloseTo(0.75, within(5e-4));
  }

  @Test
  void takesTheTokensOfTheRequestAndItsLimit() {
    assertThat(costs.costUsd(0, UsualAnswer.UNKNOWN, 1000, 100, 2, 8))
        .isEqualTo((1000 * 2 + 100 * 8) / 1e6);
    assertThat(costs.costUsd(0, UsualAnswer.UNKNOWN, 1000, 9000, 2, 8))
        .describedAs("a limit above the usual answer is not reached")
        .isEqualTo((1000 * 2 + 250 * 8) / 1e6);
  }

  @Test
  void learnsLengthsPerModel() {
    for (int i = 0; i < 999; i++) {
      costs.sawInput(100);
      costs.sawOutput(1, 1000);
    }

    assertThat(costs.usualInputTokens()).isCloseTo(100, within(1.0));
    assertThat(costs.usualOutputTokens(1, UsualAnswer.UNKNOWN)).isCloseTo(1000, within(1.0));
    assertThat(costs.usualOutputTokens(0, UsualAnswer.UNKNOWN)).isEqualTo(250);
  }
}
