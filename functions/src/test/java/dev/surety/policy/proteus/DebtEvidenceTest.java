package dev.surety.policy.proteus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class DebtEvidenceTest {

  private static final double SLACK = 1e-12;

  @Property
  void moreLabelsAreMoreEvidence(
      @ForAll @DoubleRange(min = 0.05, max = 1) double judged,
      @ForAll @DoubleRange(min = 0, max = 1) double target,
      @ForAll @DoubleRange(min = 0, max = 1e6) double labels,
      @ForAll @DoubleRange(min = 0, max = 1e6) double more) {
    assertThat(DebtEvidence.trust(judged, labels)).isBetween(0.0, 1.0);
    assertThat(DebtEvidence.trust(judged, labels + more))
        .isGreaterThanOrEqualTo(DebtEvidence.trust(judged, labels) - SLACK);
    assertThat(DebtEvidence.margin(judged, labels, target)).isBetween(0.0, 0.03);
    assertThat(DebtEvidence.margin(judged, labels + more, target))
        .isLessThanOrEqualTo(DebtEvidence.margin(judged, labels, target) + SLACK);
  }

  @Property
  void whereEveryAnswerIsJudgedNothingIsLeftToTrust(
      @ForAll @DoubleRange(min = 0, max = 1) double target,
      @ForAll @DoubleRange(min = 0, max = 1e6) double labels) {
    assertThat(DebtEvidence.trust(1, labels)).isEqualTo(1);
    assertThat(DebtEvidence.margin(1, labels, target)).isZero();
    assertThat(DebtEvidence.surplus(1, labels, target, Long.MAX_VALUE)).isZero();
  }

  /** One label in a hundred, of which one stands for twenty answers. */
  @Example
  void fiftyLabelsSayNextToNothingAndFourThousandMost() {
    assertThat(DebtEvidence.trust(0.05, 50)).isEqualTo(0.003, within(0.0005));
    assertThat(DebtEvidence.trust(0.2, 4000)).isEqualTo(0.38, within(0.01));
    assertThat(DebtEvidence.margin(0.05, 50, 0.7)).isEqualTo(0.026, within(0.0005));
    assertThat(DebtEvidence.margin(0.2, 4000, 0.7)).isEqualTo(0.0056, within(0.0005));
  }

  @Example
  void aMarginIsOwedOfTenThousandRequestsAtMost() {
    double once = DebtEvidence.margin(0.2, 4000, 0.7);
    assertThat(DebtEvidence.surplus(0.2, 4000, 0.7, 100)).isEqualTo(100 * once, within(1e-9));
    assertThat(DebtEvidence.surplus(0.2, 4000, 0.7, 1_000_000_000))
        .isEqualTo(10_000 * once, within(1e-9));
  }
}
