package dev.surety.trials.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Poison does no harm; {@code ./surety fuzz} is the same with a million records. Guards the checks
 * of every field, size and time, and that no exception of a parser ends the job. {@link
 * ExpectedDeadLettersTest} shows that the count would notice.
 */
class FuzzITCase {

  @Test
  void brokenRecordsAreRefusedOneByOneAndGoodOnesBetweenThemApplied() throws Exception {
    FuzzSummary summary = new FuzzRun(4_000, 20_260_302, more -> {}).run();

    summary.print(System.out);
    assertThat(summary.complaints()).isEmpty();
    assertThat(summary.badRecords()).isGreaterThan(1_000);
    assertThat(summary.deadLetters()).isEqualTo(summary.badRecords());
    assertThat(summary.decided()).isEqualTo(summary.goodRequests()).isGreaterThan(1_000);
    assertThat(summary.outcomes()).isEqualTo(summary.goodFeedback()).isGreaterThan(400);
    assertThat(summary.restarts()).isZero();
  }
}
