package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AdamWTest {

  private static final double RATE = 0.01;

  /** Adam's first step is the rate in each direction, however steep. */
  @Property(tries = 200)
  void theFirstStepGoesDownhillByTheRate(
      @ForAll @DoubleRange(min = 0.01, max = 100) double up,
      @ForAll @DoubleRange(min = -100, max = -0.01) double down) {
    AdamW optimizer = new AdamW(RATE);
    float[] values = {1, 1};
    float[] gradient = optimizer.add(values, 0);
    gradient[0] = (float) up;
    gradient[1] = (float) down;

    optimizer.step();

    assertThat(values[0]).isEqualTo((float) (1 - RATE), within(1e-4f));
    assertThat(values[1]).isEqualTo((float) (1 + RATE), within(1e-4f));
    assertThat(gradient).as("used up").containsExactly(0, 0);
  }

  /** Over all tensors together: the norm is 1 at most, the direction stays. */
  @Property(tries = 100)
  void gradientsBeyondANormOfOneCountAsOfNormOne(
      @ForAll @DoubleRange(min = 1, max = 1e4) double larger) {
    float[] once = twoSteps(1);
    float[] scaled = twoSteps(larger);

    for (int i = 0; i < once.length; i++) {
      assertThat(scaled[i]).isEqualTo(once[i], within(1e-5f));
    }
  }

  /** The second gradient is small: after a first that was not clipped it would not be seen. */
  private static float[] twoSteps(double larger) {
    AdamW optimizer = new AdamW(RATE);
    float[] a = {0, 0};
    float[] b = {0};
    float[] ga = optimizer.add(a, 0);
    float[] gb = optimizer.add(b, 0);
    ga[0] = (float) (3 * larger);
    ga[1] = (float) (-4 * larger);
    gb[0] = (float) (12 * larger);
    optimizer.step();
    ga[0] = -0.1f;
    gb[0] = 0.2f;
    optimizer.step();
    return new float[] {a[0], a[1], b[0]};
  }

  @Test
  void decayShrinksBesideTheGradientAndOnlyWhatItIsAskedOf() {
    AdamW optimizer = new AdamW(RATE);
    float[] weights = {2, -2};
    float[] bias = {2};
    optimizer.add(weights, 10);
    optimizer.add(bias, 0);

    optimizer.step();

    assertThat(weights[0]).isEqualTo((float) (2 * (1 - 10 * RATE)), within(1e-6f));
    assertThat(weights[1]).isEqualTo((float) (-2 * (1 - 10 * RATE)), within(1e-6f));
    assertThat(bias).containsExactly(2);
  }

  @Test
  void findsTheBottomOfABowl() {
    AdamW optimizer = new AdamW(RATE);
    float[] at = {3, -1};
    float[] gradient = optimizer.add(at, 0);
    for (int step = 0; step < 3_000; step++) {
      gradient[0] = 2 * (at[0] - 0.5f);
      gradient[1] = 20 * (at[1] - 0.25f);
      optimizer.step();
    }

    assertThat(at[0]).isEqualTo(0.5f, within(0.02f));
    assertThat(at[1]).isEqualTo(0.25f, within(0.02f));
  }
}
