package dev.surety.trials.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.trials.soak.Losses;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judgement itself: each thing that may be lost makes an exercise red. */
class FindingTest {

  /** In its fields' order: decisions, rows, doubled, money, unmarked. */
  private static Losses losses(long decisions, long rows, long doubled, double usd, long unmarked) {
    return new Losses(100, decisions, 80, rows, doubled, 3.5, 0, 0, usd, 0, 4, unmarked, Map.of());
  }

  private static boolean green(Finding finding) {
    return finding.keeps(Ending.SURVIVED);
  }

  private static Finding whole(Losses losses) {
    return Finding.whole(Ending.SURVIVED, losses, 0, 0, "it goes on");
  }

  @Test
  void nothingLostIsGreen() {
    assertThat(green(whole(losses(0, 0, 0, 0, 0)))).isTrue();
  }

  @Test
  void aLostDecisionIsRed() {
    assertThat(green(whole(losses(1, 0, 0, 0, 0)))).isFalse();
  }

  @Test
  void aLostRowIsRedWhoeverMissesIt() {
    assertThat(green(whole(losses(0, 1, 0, 0, 0)))).isFalse();
    assertThat(green(Finding.whole(Ending.SURVIVED, losses(0, 0, 0, 0, 0), 1, 0, ""))).isFalse();
  }

  @Test
  void whatIsDoubledOrOffOrHiddenIsRedAndSaid() {
    assertThat(
            List.of(
                whole(losses(0, 0, 2, 0, 0)),
                whole(losses(0, 0, 0, 1e-9, 0)),
                whole(losses(0, 0, 0, 0, 3)),
                Finding.whole(Ending.SURVIVED, losses(0, 0, 0, 0, 0), 0, 4, "")))
        .allSatisfy(
            finding -> {
              assertThat(green(finding)).isFalse();
              assertThat(finding.complaints()).hasSize(1);
            });
  }

  @Test
  void anotherEndingThanPromisedIsRed() {
    Finding survived = whole(losses(0, 0, 0, 0, 0));
    assertThat(survived.keeps(Ending.REFUSED)).isFalse();
    assertThat(Finding.whole(Ending.FAILED, losses(0, 0, 0, 0, 0), 0, 0, "").keeps(Ending.FAILED))
        .as("nothing is promised to fail, but the rule is plain")
        .isTrue();
  }

  @Test
  void whatWasNotedOnTheWayIsRed() {
    assertThat(green(whole(losses(0, 0, 0, 0, 0)).complaining(List.of("it restarted")))).isFalse();
  }

  @Test
  void rowsThatWereTakenAwayAreLostUnlessReadersSaySo() {
    Losses gone = losses(7, 7, 0, 0.1, 0);
    assertThat(green(Finding.withRowsGone(Ending.SURVIVED, 0, gone, 7, ""))).isTrue();
    assertThat(green(Finding.withRowsGone(Ending.SURVIVED, 0, gone, 6, ""))).isFalse();
    assertThat(Finding.withRowsGone(Ending.SURVIVED, 0, gone, 6, "").rowsLost()).isEqualTo(1);
    assertThat(green(Finding.withRowsGone(Ending.SURVIVED, 1, gone, 7, ""))).isFalse();
  }

  /** Or it would be green for having done nothing. */
  @Test
  void takingNothingAwayIsRed() {
    assertThat(green(Finding.withRowsGone(Ending.SURVIVED, 0, losses(0, 0, 0, 0, 0), 0, "")))
        .isFalse();
  }
}
