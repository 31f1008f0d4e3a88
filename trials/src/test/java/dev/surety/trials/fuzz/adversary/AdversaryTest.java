package dev.surety.trials.fuzz.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever means ill with well-formed records harms nobody: every number stays one, propensities sum
 * to 1, the fold of the journal is the state, the books are what was reported, and no tenant's
 * state depends on another's records. {@code surety fuzz --records 0 --ill-meant N} plays more.
 */
class AdversaryTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void harmsNobody(long seed) {
    AdversarySummary summary = new AdversaryRun(2_500, seed, more -> {}).run();

    summary.print(System.out);
    assertThat(summary.violation()).isNull();
    assertThat(summary.events()).isGreaterThan(2_000);
  }

  /**
   * What two runs found at first: money in two maps at once, as one object in one, two in another.
   */
  @Test
  void moneyThatMovesOnLeavesWhatItWasBehind() {
    new Episode(2943695534161593524L, 2_000).play(20);
  }

  @Test
  void theSeedDecidesEverything() {
    assertThat(records(7)).isEqualTo(records(7)).isNotEqualTo(records(8));
  }

  private static String records(long seed) {
    Adversary adversary = new Adversary(seed);
    return Stream.generate(adversary::next).limit(500).toList().toString();
  }

  /** The check sees it: here the books of somebody who reports what nobody booked. */
  @Test
  void whatDoesNotHoldIsFoundWithItsPlace() {
    String found = AdversaryRun.shortest(7, 64, new Violation("made up"));
    assertThat(found).contains("seed 7", "first 64 records", "made up");
    NumberInvariants.finite("a number", 1);
    assertThatThrownBy(() -> NumberInvariants.finite("a number", Double.NaN))
        .isInstanceOf(Violation.class)
        .hasMessage("a number is NaN");
  }
}
