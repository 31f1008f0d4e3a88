package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.TenantTier;
import dev.surety.job.RunBeat.State;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class OtherRunsTest {

  private static final String REQUESTS = "requests";

  private long nanos = -1_000;

  private OtherRuns of(String run) {
    return new OtherRuns(run, REQUESTS, () -> nanos);
  }

  private void pass(int seconds) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
  }

  private static RunBeat beat(String run, State state, long claim) {
    return new RunBeat(run, REQUESTS, state, claim);
  }

  @Test
  void aRunThatDecidesIsSeenAtOnceAndOneThatWasStoppedIsNotWaitedFor() {
    OtherRuns others = of("new");
    others.remember(beat("old", State.DECIDING, 7));
    assertThat(others.deciding()).isEqualTo("old");

    others.hear(beat("old", State.OVER, 7));

    assertThat(others.deciding()).isNull();
  }

  @Test
  void aRunThatDiedIsOverAfterThreeSecondsOfItsSilence() {
    OtherRuns others = of("new");
    others.remember(beat("old", State.DECIDING, 7));

    pass(2);
    assertThat(others.deciding()).isEqualTo("old");
    pass(1);
    assertThat(others.deciding()).isNull();
    assertThat(others.shown()).as("it was never heard, only remembered").isZero();
  }

  @Test
  void ofTwoThatDecideBothNoticeAndTheOneThatClaimedLastIsTheYounger() {
    OtherRuns first = of("first");
    OtherRuns second = of("second");
    first.claimed(7);
    second.claimed(9);
    assertThat(first.hear(beat("second", State.DECIDING, 9))).isTrue();
    assertThat(first.hear(beat("second", State.DECIDING, 9))).as("said once").isFalse();
    second.hear(beat("first", State.DECIDING, 7));

    assertThat(first.older()).isNull();
    assertThat(second.older()).isEqualTo("first");
    assertThat(first.shown()).isEqualTo(1);
    assertThat(second.shown()).isEqualTo(1);
  }

  @Test
  void whoWaitsIsNoticedButStandsInNobodysWay() {
    OtherRuns others = of("first");
    others.claimed(7);

    assertThat(others.hear(beat("second", State.WAITING, 3))).isTrue();
    assertThat(others.older()).isNull();
    assertThat(others.deciding()).isNull();
    pass(299);
    assertThat(others.shown()).isEqualTo(1);
    pass(1);
    assertThat(others.shown()).isZero();
  }

  @Test
  void aRunKeepsItsClaimThroughAFailover() {
    OtherRuns again = of("first");
    again.remember(beat("first", State.DECIDING, 7));
    again.remember(beat("second", State.DECIDING, 9));

    assertThat(again.claim()).isEqualTo(7);
    assertThat(again.older()).isNull();
  }

  @Test
  void runsOnOtherRequestsMayShareTheTopic() {
    OtherRuns others = of("first");

    assertThat(others.hear(new RunBeat("second", "requests-us", State.DECIDING, 3))).isFalse();
    assertThat(others.deciding()).isNull();
  }

  @Test
  void aBeatIsReadAsItWasSaidAndClaimsWhereItStands() {
    assertThat(RunBeat.of(record(beat("first", State.OVER, 7), 41)))
        .isEqualTo(beat("first", State.OVER, 7));
    assertThat(RunBeat.of(record(beat("first", State.DECIDING, RunBeat.NO_CLAIM), 41)))
        .isEqualTo(beat("first", State.DECIDING, 41));
  }

  @Test
  void noTenantHasTheKeyOfABeatAndNoStandingIsOne() {
    String key = new String(beat("first", State.DECIDING, 7).on("standings").key(), UTF_8);

    assertThatThrownBy(() -> TenantTier.parse(key)).isInstanceOf(IllegalArgumentException.class);
    ConsumerRecord<byte[], byte[]> removed =
        new ConsumerRecord<>("standings", 0, 3, "acme/gold".getBytes(UTF_8), null);
    assertThat(RunBeat.of(removed)).isNull();
  }

  @Test
  void whatAnotherVersionSaysOtherwiseIsNoBeat() {
    ConsumerRecord<byte[], byte[]> said = record(beat("first", State.DECIDING, 7), 3);
    said.headers().remove("state").add("state", "resting".getBytes(UTF_8));

    assertThat(RunBeat.of(said)).isNull();
  }

  private static ConsumerRecord<byte[], byte[]> record(RunBeat beat, long offset) {
    ProducerRecord<byte[], byte[]> said = beat.on("standings");
    return new ConsumerRecord<>(
        said.topic(),
        said.partition(),
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        said.key(),
        said.value(),
        new RecordHeaders(said.headers()),
        Optional.empty());
  }
}
