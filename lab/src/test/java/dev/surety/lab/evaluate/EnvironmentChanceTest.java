package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The same world for every policy, and no number that is used twice. */
class EnvironmentChanceTest {

  @Property(tries = 200)
  void numbersAreWhereTheyBelongAndTheSameEachTime(@ForAll long seed, @ForAll long position) {
    for (Purpose purpose : Purpose.values()) {
      EnvironmentChance chance = EnvironmentChance.of(seed, purpose);
      assertThat(chance.uniform(position))
          .isBetween(0.0, Math.nextDown(1.0))
          .isEqualTo(EnvironmentChance.of(seed, purpose).uniform(position));
      assertThat(chance.below(7, position)).isBetween(0, 6);
    }
  }

  @Test
  void whatIsDrawnForOnePurposeSaysNothingOfTheOthersNorOfTheRouters() {
    int n = 20_000;
    EnvironmentChance a = EnvironmentChance.of(1, Purpose.REPORT);
    EnvironmentChance b = EnvironmentChance.of(1, Purpose.DRAW);
    EnvironmentChance router = new EnvironmentChance(EnvironmentChance.routerSeed(1));
    double[] together = new double[3];
    double mean = 0;
    for (int t = 0; t < n; t++) {
      double x = a.uniform(t) - 0.5;
      mean += x / n;
      together[0] += 12 * x * (b.uniform(t) - 0.5) / n;
      together[1] += 12 * x * (router.uniform(t) - 0.5) / n;
      together[2] += 12 * x * (a.uniform(t + 1) - 0.5) / n;
    }
    assertThat(Math.abs(mean)).isLessThan(5 * Math.sqrt(1 / 12.0 / n));
    for (double correlation : together) {
      assertThat(Math.abs(correlation)).isLessThan(5 / Math.sqrt(n));
    }
  }
}
