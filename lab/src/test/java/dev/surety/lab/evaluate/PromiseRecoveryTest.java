package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromiseRecoveryTest {

  private final PromiseRecovery recovery = new PromiseRecovery(0.8);

  private void observe(double satisfaction, int requests) {
    for (int i = 0; i < requests; i++) {
      recovery.observe(satisfaction);
    }
  }

  @Test
  void withoutAChangeThereIsNothingToRecoverFrom() {
    observe(0, 5000);
    assertThat(recovery.changes()).isZero();
    assertThat(recovery.slowest()).isZero();
  }

  @Test
  void countsFromTheChangeUntilTheTrailIsBack() {
    observe(0.8, 2000);
    recovery.change();
    observe(0.5, 300);
    assertThat(recovery.slowest()).describedAs("not yet back").isEqualTo(-1);
    // 300 at 0.5 and 700 at 1 are 0.85 in the mean.
    observe(1, 10_000);
    assertThat(recovery.slowest()).isEqualTo(PromiseRecovery.TRAIL);
  }

  @Test
  void spendingSurplusBreaksNothing() {
    observe(1, 2000);
    recovery.change();
    observe(0.75, 2000);
    assertThat(recovery.slowest()).isZero();
  }

  @Test
  void theSlowestOfSeveralCounts() {
    observe(0.8, 2000);
    recovery.change();
    observe(0.5, 100);
    observe(0.9, 2000);
    assertThat(recovery.slowest()).isEqualTo(PromiseRecovery.TRAIL);
    recovery.change();
    observe(0.7, 3000);
    recovery.change();
    observe(0.9, 5000);
    assertThat(recovery.changes()).isEqualTo(3);
    assertThat(recovery.slowest()).describedAs("the second was never over").isEqualTo(-1);
  }
}
