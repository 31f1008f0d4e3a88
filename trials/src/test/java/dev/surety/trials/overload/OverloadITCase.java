package dev.surety.trials.overload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * A burst is worked off and loses nothing. How long anything takes is printed and not judged: that
 * is what {@code ./surety overload} is for.
 */
class OverloadITCase {

  @Test
  void aBurstAndAGreedyTenantLoseNothing() throws Exception {
    OverloadSummary summary = new OverloadRun(100, 1, 7, 5).run();

    summary.print(System.out);
    assertThat(summary.nothingLost()).isTrue();
    assertThat(summary.phases())
        .extracting(Phase::sent)
        .containsExactly(100, 100, 100, 1_000, 100, 1_000, 100, 1_000, 100);
    assertThat(summary.phases())
        .filteredOn(phase -> phase.turnedAway() > 0)
        .extracting(Phase::name)
        .isSubsetOf(OverloadRun.LIMITED);
    assertThat(summary.burst(OverloadRun.LIMITED)).isPositive();
    assertThat(summary.restarts()).isZero();
  }
}
