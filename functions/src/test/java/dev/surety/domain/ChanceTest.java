package dev.surety.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Chance.Purpose;
import dev.surety.testing.ChiSquare;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChanceTest {

  private static final int DRAWS = 100_000;

  @ParameterizedTest
  @CsvSource({"acme,gold", "a,b", "Zürich,größer", "東京,金"})
  void hashesAKeyAsItsText(String tenant, String tier) {
    TenantTier key = new TenantTier(tenant, tier);
    assertThat(Chance.hash(42, key)).isEqualTo(Chance.hash(42, key.key()));
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void isUniformOverRequestIds(Purpose purpose) {
    long[] counts = new long[100];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) (100 * Chance.of(42, "request-" + i).uniform(purpose))]++;
    }
    ChiSquare.assertFits(counts, equal(100));
  }

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void isUniformOverSeeds(Purpose purpose) {
    long[] counts = new long[100];
    for (int seed = 0; seed < DRAWS; seed++) {
      counts[(int) (100 * Chance.of(seed, "request-1").uniform(purpose))]++;
    }
    ChiSquare.assertFits(counts, equal(100));
  }

  /** Whether a decision explores must say nothing about which model it takes or what it asks. */
  @Test
  void purposesAreIndependent() {
    Purpose[] purposes = Purpose.values();
    for (int a = 0; a < purposes.length; a++) {
      for (int b = a + 1; b < purposes.length; b++) {
        long[] pairs = new long[100];
        double products = 0;
        for (int i = 0; i < DRAWS; i++) {
          Chance chance = Chance.of(7, "r" + i);
          double x = chance.uniform(purposes[a]);
          double y = chance.uniform(purposes[b]);
          pairs[10 * (int) (10 * x) + (int) (10 * y)]++;
          products += (x - 0.5) * (y - 0.5);
        }
        assertThat(12 * products / DRAWS)
            .describedAs("correlation of %s and %s", purposes[a], purposes[b])
            .isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
        ChiSquare.assertFits(pairs, equal(100));
      }
    }
  }

  /** Two tenants whose gateways count from 1 must not explore at the same moments. */
  @ParameterizedTest
  @EnumSource(Purpose.class)
  void equalIdsOfTwoTenantsHaveIndependentCoins(Purpose purpose) {
    TenantTier[] others = {
      new TenantTier("globex", "gold"),
      new TenantTier("acme", "free"),
      new TenantTier("gold", "acme")
    };
    for (TenantTier other : others) {
      long[] pairs = new long[100];
      for (int i = 0; i < DRAWS; i++) {
        double x = Chance.of(7, new TenantTier("acme", "gold"), "r" + i).uniform(purpose);
        double y = Chance.of(7, other, "r" + i).uniform(purpose);
        pairs[10 * (int) (10 * x) + (int) (10 * y)]++;
      }
      ChiSquare.assertFits(pairs, equal(100));
    }
  }

  /** Neither may an id say how far along it is, nor how long the names are. */
  @ParameterizedTest
  @EnumSource(Purpose.class)
  void isUniformOverTheRequestIdsOfAKey(Purpose purpose) {
    TenantTier key = new TenantTier("acme", "gold");
    long[] counts = new long[100];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) (100 * Chance.of(42, key, "request-" + i).uniform(purpose))]++;
    }
    ChiSquare.assertFits(counts, equal(100));
  }

  /** Computed by a second implementation: a replay on another machine must draw the same. */
  @ParameterizedTest
  @CsvSource({
    "0, '', 0.5320963024239058, 0.37557275975279714, 0.644977813995772",
    "42, request-1, 0.04156003797152963, 0.29437202328709056, 0.600866911297471",
    "-1, größe-✓, 0.4663825309871893, 0.9238500370213651, 0.35222432649792124"
  })
  void drawsTheSameOnEveryMachine(
      long seed, String requestId, double explore, double model, double solicit) {
    Chance chance = Chance.of(seed, requestId);

    assertThat(chance.uniform(Purpose.EXPLORE)).isEqualTo(explore);
    assertThat(chance.uniform(Purpose.MODEL)).isEqualTo(model);
    assertThat(chance.uniform(Purpose.SOLICIT)).isEqualTo(solicit);
  }

  private static double[] equal(int cells) {
    double[] probability = new double[cells];
    Arrays.fill(probability, 1.0 / cells);
    return probability;
  }
}
