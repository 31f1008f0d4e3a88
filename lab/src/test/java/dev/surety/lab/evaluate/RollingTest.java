package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RollingTest {

  private static Curve curve(int horizon, List<Integer> satisfied, double target) {
    Curve curve = new Curve(horizon, 1);
    double sum = 0;
    for (int t = 0; t < horizon; t++) {
      sum += satisfied.get(t % satisfied.size());
      if (curve.due(t + 1)) {
        curve.add(t + 1, sum, target * (t + 1), 0, new long[] {t + 1});
      }
    }
    return curve;
  }

  @Property(tries = 100)
  void whoGivesTheSameAllTheTimeIsOffByTheSameAllTheTime(
      @ForAll @IntRange(min = 2, max = 3_000) int horizon,
      @ForAll @IntRange(max = 1) int gives,
      @ForAll @IntRange(max = 4) int quarters) {
    double target = quarters / 4.0;
    Rolling rolling = Rolling.of(curve(horizon, List.of(gives), target));

    assertThat(rolling.overshoot()).isEqualTo(gives - target, within(1e-9));
    for (double promised : rolling.target()) {
      assertThat(promised).isEqualTo(target, within(1e-9));
    }
    assertThat(rolling.timeAt(1e-9)).isEqualTo(gives >= target ? 1 : 0);
  }

  @Property(tries = 100)
  void aTrailIsTheMeanOfItsRequestsAndAllowingMoreNeverCountsLess(
      @ForAll @IntRange(min = 40, max = 2_000) int horizon,
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 1) Integer> satisfied) {
    Curve curve = curve(horizon, satisfied, 0.5);
    Rolling rolling = Rolling.of(curve);

    int trail = Math.min(Curve.MAX_POINTS / 20, curve.points - 1);
    for (int i = 0; i < rolling.requests().length; i++) {
      long from = curve.requests[i];
      long to = curve.requests[i + trail];
      double sum = 0;
      for (long t = from; t < to; t++) {
        sum += satisfied.get((int) (t % satisfied.size()));
      }
      assertThat(rolling.requests()[i]).isEqualTo(to);
      assertThat(rolling.satisfaction()[i]).isEqualTo(sum / (to - from), within(1e-9));
    }
    assertThat(rolling.timeAt(Rolling.NEAR)).isBetween(rolling.timeAt(0), rolling.timeAt(1));
    assertThat(rolling.timeAt(1)).isEqualTo(1);
  }

  @Test
  void aRunOfOneRequestSaysNothing() {
    Rolling rolling = Rolling.of(curve(1, List.of(1), 0.5));

    assertThat(rolling.timeAt(0)).isNaN();
    assertThat(rolling.overshoot()).isNaN();
  }
}
