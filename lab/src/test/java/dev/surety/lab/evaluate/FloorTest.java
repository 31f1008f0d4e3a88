package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FloorTest {

  @Test
  void allowsThreeStandardErrorsOfWhatTheMissingLabelsHide() {
    // 3 * sqrt((1 - 0.2) / 0.2 * 0.8 * 0.2 / 10,000) = 3 * sqrt(0.64 / 10,000) = 0.024
    assertThat(Floor.allowance(0.8, 0.2, 10_000)).isCloseTo(0.024, within(1e-12));
    assertThat(Floor.met(0.8, 0.8239, 0.2, 10_000)).isTrue();
    assertThat(Floor.met(0.8, 0.8241, 0.2, 10_000)).isFalse();
  }

  @Test
  void allowsHalfAPointWhenEverythingIsKnown() {
    assertThat(Floor.allowance(0.8, 1, 100)).isEqualTo(0.005);
    assertThat(Floor.met(0.7951, 0.8, 1, 100)).isTrue();
    assertThat(Floor.met(0.7949, 0.8, 1, 100)).isFalse();
  }

  @Test
  void allowsNoMoreToARunWithoutAnyLabel() {
    assertThat(Floor.allowance(0.5, 0, 100)).isEqualTo(0.005);
  }

  @Test
  void allowsTheMeanOverSeedsLess() {
    assertThat(Floor.meanMet(0.7971, 0.8)).isTrue();
    assertThat(Floor.meanMet(0.7969, 0.8)).isFalse();
  }

  @Test
  void takesAPointForAPointWhateverTheNoise() {
    assertThat(Floor.withinOnePoint(0.7901, 0.8)).isTrue();
    assertThat(Floor.withinOnePoint(0.7899, 0.8)).isFalse();
  }
}
