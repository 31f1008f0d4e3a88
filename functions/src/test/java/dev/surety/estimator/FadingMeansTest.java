package dev.surety.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can move a mean far, or for good, whatever is reported. */
class FadingMeansTest {

  /** What one value can do to a mean with only the 20 votes of the prior. */
  private static final double LARGEST_STEP = 3;

  /** What the correction of a value can, if one is made of what nobody had said. */
  private static final double LARGEST_CORRECTION = 10;

  private static final double[] ABSURD = {
    0, -0.0, -1, Double.NaN, Double.MIN_VALUE, 1e-300, 1e300, Double.POSITIVE_INFINITY, 2147483647
  };

  private final FadingMeans means = new FadingMeans(1, false);

  FadingMeansTest() {
    means.ensureSlots(3);
  }

  /** A 4-byte sum of a lifetime reads 0.75 to 1.0 for it after 24 to 48 million. */
  @Test
  void ninePartsInTenReadNinePartsInTenAfterFiftyMillionAnswers() {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 1; i <= 50_000_000; i++) {
      means.saw(0, 0.9 * 2 * random.nextDouble());
      if (i % 10_000_000 == 0) {
        assertThat(mean(0)).isCloseTo(0.9, within(0.009 + 3 * 0.52 / Math.sqrt(20_000)));
      }
    }
  }

  @Test
  void theSameEveryTimeReadsTheSameAfterFiftyMillionAnswers() {
    for (int i = 0; i < 50_000_000; i++) {
      means.saw(0, 0.9);
    }
    assertThat(mean(0)).isCloseTo(0.9, within(0.009));
    assertThat(means.count[0]).isCloseTo(FadingMeans.WINDOW, within(10.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 100_000, 2147483647})
  void oneAbsurdValueAmongTwentyThousandIsHardlySeen(double absurd) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      means.saw(i % 3, 0.2 * (0.5 + random.nextDouble()));
    }
    double before = mean(1);
    means.saw(1, absurd);

    assertThat(mean(1) / before).isBetween(0.99, 1.01);
    assertThat(mean(0) / mean(2)).isCloseTo(1, within(0.02));
  }

  @Test
  void aSlotThatNobodySawIsTakenForWhatIsCommon() {
    for (int i = 0; i < 5_000; i++) {
      means.saw(i % 2, 0.25);
    }
    assertThat(mean(2)).isEqualTo(means.common()).isCloseTo(0.5, within(0.01));
  }

  /** A clipped value counts, and moves with what is common: nothing is out of reach but slowly. */
  @Test
  void whatIsTrulyFarFromTheRestIsLearnedInTheEnd() {
    for (int i = 0; i < 3_000; i++) {
      means.saw(0, 30);
    }
    assertThat(mean(0)).isCloseTo(30, within(1.0));
  }

  @Test
  void aCorrectionLeavesTheMeanOfTheRightValue() {
    FadingMeans right = new FadingMeans(1, true);
    FadingMeans corrected = new FadingMeans(1, true);
    right.ensureSlots(2);
    corrected.ensureSlots(2);
    for (int i = 0; i < 50; i++) {
      right.saw(i % 2, 0.8);
      corrected.saw(i % 2, 0.8);
    }
    right.saw(0, 1.4);
    corrected.saw(0, 0.6);
    corrected.corrected(0, 0.6, 1.4);

    assertThat(corrected.count).isEqualTo(right.count);
    assertThat(corrected.sum[0]).isCloseTo(right.sum[0], within(1e-12));
  }

  @Test
  void aCorrectionOfWhatWasForgottenChangesNothing() {
    means.saw(0, 2);
    means.forget(0);
    means.corrected(0, 2, 7);

    assertThat(means.sum[0]).isZero();
    assertThat(means.common()).isEqualTo(1);
  }

  /** Values, absurd ones among them, and corrections of them in any order. */
  @Property(tries = 300)
  void whateverIsSeenMeansStayInBoundsAndMoveByBoundedSteps(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int slots, @ForAll boolean exact) {
    SplittableRandom random = new SplittableRandom(seed);
    FadingMeans any = new FadingMeans(1, exact);
    any.ensureSlots(slots);
    double before = any.mean(0, any.common());
    for (int i = 0; i < 400; i++) {
      int slot = random.nextInt(slots);
      boolean correction = random.nextInt(5) == 0;
      if (correction) {
        any.corrected(slot, value(random), value(random));
      } else {
        any.saw(slot, value(random));
      }
      double common = any.common();
      assertThat(common).isFinite().isPositive();
      double after = any.mean(0, common);
      double most = correction ? LARGEST_CORRECTION : LARGEST_STEP;
      assertThat(after / before).isBetween(1 / most, most);
      before = after;
    }
    assertThat(Arrays.stream(any.sum)).allMatch(sum -> sum >= 0 && Double.isFinite(sum));
  }

  private static double value(SplittableRandom random) {
    return random.nextInt(4) == 0
        ? ABSURD[random.nextInt(ABSURD.length)]
        : Math.exp(3 * random.nextDouble() - 1.5);
  }

  private double mean(int slot) {
    return means.mean(slot, means.common());
  }
}
