package dev.surety.tools.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Intervals that are printed lie within what is possible. */
class EstimateTest {

  @Property
  void aShareStaysBetweenNoneAndAll(
      @ForAll @DoubleRange(min = -2, max = 3) double value,
      @ForAll @DoubleRange(max = 2) double half,
      @ForAll @DoubleRange(min = 1, max = 1000) double effective) {
    Estimate share =
        new Estimate(Estimator.IPS, value, value - half, value + half).ofShare(effective);

    assertThat(share.value()).isBetween(share.low(), share.high());
    assertThat(share.low()).isGreaterThanOrEqualTo(0);
    assertThat(share.high()).isLessThanOrEqualTo(1);
    assertThat(share.high() - share.low()).isGreaterThanOrEqualTo(0);
  }

  @Example
  void whatAllRowsAgreeOnIsNotCertain() {
    Estimate agreed = new Estimate(Estimator.LOGGED, 1, 1, 1).ofShare(29);
    assertThat(agreed.low()).isCloseTo(0.854, within(0.001));
    assertThat(agreed.high()).isEqualTo(1);
  }

  @Example
  void tooFewClustersStayUntold() {
    Estimate untold = new Estimate(Estimator.DM, 0.9, Double.NaN, Double.NaN).ofShare(29);
    assertThat(untold.low()).isNaN();
    assertThat(untold.high()).isNaN();
  }

  @Example
  void moneyIsNotBelowNothing() {
    Estimate money = new Estimate(Estimator.IPS, 0.01, -0.02, 0.04).ofMoney();
    assertThat(money.low()).isZero();
    assertThat(money.high()).isEqualTo(0.04);
  }
}
