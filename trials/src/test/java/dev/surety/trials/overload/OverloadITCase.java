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
    OverloadSummary summary = new OverloadRun(100, 2, 7).run();

    summary.print(System.out);
    assertThat(summary.phases()).allMatch(phase -> phase.decided() == phase.sent());
    assertThat(summary.phases()).extracting(Phase::sent).containsExactly(200, 200, 2_000, 200);
    assertThat(summary.restarts()).isZero();
  }
}
