package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.job.RunBeat.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchfulTimeTest {

  private static final Duration LOOK = Duration.ofMillis(200);

  private long nanos = Long.MAX_VALUE - 1_000;
  private final WatchfulTime time = new WatchfulTime(() -> nanos);
  private final OtherRuns others = new OtherRuns("new", "requests", time);

  private String decidingAfter(Duration time) {
    nanos += time.toNanos();
    return others.deciding();
  }

  @Test
  void aMachineThatStoodStillHasHeardNoSilence() {
    time.looksEvery(LOOK);
    others.remember(new RunBeat("old", "requests", State.DECIDING, 7));
    assertThat(decidingAfter(LOOK)).isEqualTo("old");
    assertThat(decidingAfter(Duration.ofMinutes(1))).as("it stood still").isEqualTo("old");
    assertThat(decidingAfter(LOOK)).isEqualTo("old");

    Duration silence = Duration.ZERO;
    while (decidingAfter(LOOK) != null && silence.compareTo(OtherRuns.SILENCE) < 0) {
      silence = silence.plus(LOOK);
    }

    assertThat(silence).as("it is awake, and nobody speaks").isLessThan(OtherRuns.SILENCE);
  }

  @Test
  void onASlowMachineWhoSpeaksMayBeAsSlow() {
    time.looksEvery(LOOK);
    others.remember(new RunBeat("old", "requests", State.DECIDING, 7));
    for (int i = 0; i < 7; i++) {
      assertThat(decidingAfter(Duration.ofSeconds(2))).isEqualTo("old");
    }
    assertThat(decidingAfter(Duration.ofSeconds(2))).isNull();
  }
}
