package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.RoutingRequest;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteOutputs;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.TopicRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class ParseFunctionsTest {

  private static final long NOW = Instant.parse("2026-05-04T10:00:00Z").toEpochMilli();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final byte[] KEY = "acme/gold".getBytes(UTF_8);
  private static final InputLimits LIMITS = new InputLimits(DAY, 2000);

  private static final String REQUEST =
      """
      {"request_id": "r-1", "tenant": "acme", "tier": "gold", "time": "%s", "prompt": "hello"}
      """;
  private static final String FEEDBACK =
      """
      {"request_id": "r-1", "tenant": "acme", "tier": "gold", "model": "m", "time": "%s",
       "satisfied": true}
      """;
  private static final String SLA =
      """
      {"type": "sla", "tenant": "acme", "tier": "gold", "version": 3, "target": 0.9,
       "policy": "%s"}
      """;

  @Test
  void aRequestPassesWithThePlaceItCameFrom() throws Exception {
    Parsed<InboundEvent> parsed = parse(new ParseRequests(LIMITS, "1.0"), raw(at(REQUEST, NOW)));

    assertThat(parsed.taken())
        .singleElement()
        .satisfies(
            inbound -> {
              assertThat(inbound.key()).isEqualTo("acme/gold");
              assertThat(inbound.event())
                  .isInstanceOfSatisfying(
                      RoutingRequest.class, r -> assertThat(r.prompt()).isEqualTo("hello"));
              assertThat(inbound.partition()).isEqualTo(4);
              assertThat(inbound.offset()).isEqualTo(77);
              assertThat(inbound.appendedAt()).isEqualTo(NOW);
            });
    assertThat(parsed.deadLetters()).isEmpty();
  }

  @Test
  void feedbackPasses() throws Exception {
    Parsed<InboundEvent> parsed = parse(new ParseFeedback(LIMITS, "1.0"), raw(at(FEEDBACK, NOW)));

    assertThat(parsed.taken()).extracting(InboundEvent::key).containsExactly("acme/gold");
    assertThat(parsed.deadLetters()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsADeadLetterAsItCame() throws Exception {
    byte[] value = "{\"request_id\": 7".getBytes(UTF_8);

    Parsed<InboundEvent> parsed = parse(new ParseRequests(LIMITS, "1.0"), raw(value));

    assertThat(parsed.taken()).isEmpty();
    TopicRecord letter = parsed.onlyDeadLetter(Reason.MALFORMED);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(letter.key()).isEqualTo("acme/gold".getBytes(UTF_8));
    assertThat(letter.headers())
        .containsEntry("topic", "some-topic")
        .containsEntry("partition", "4")
        .containsEntry("offset", "77")
        .containsEntry("job_version", "1.0");
  }

  /** Whoever waits must not wait for a time-out: each kind of refusal, with its reason. */
  @Test
  void whatIsRefusedIsSaidToWhoeverWaits() throws Exception {
    String noTime = "{\"request_id\": \"r-2\", \"tenant\": \"acme\", \"tier\": \"gold\"}";
    List<Refusal> refusals =
        refusals(
            raw("{\"request_id\": \"r-1\", \"prompt\": \"cut o"),
            raw(noTime),
            raw(at(REQUEST, NOW + 3 * DAY).replace("r-1", "r-3")),
            raw(at(REQUEST, NOW).replace("r-1", "r-4").replace("hello", "x".repeat(2000))),
            raw("{\"prompt\": \"who am I?\"}"),
            raw((byte[]) null));

    assertThat(refusals)
        .extracting(Refusal::requestId, Refusal::reason)
        .containsExactly(
            tuple("r-1", "malformed"),
            tuple("r-2", "malformed"),
            tuple("r-3", "bad_time"),
            tuple("r-4", "malformed"));
    assertThat(refusals).extracting(r -> r.key().key()).containsOnly("acme/gold");
    assertThat(refusals.get(1).detail())
        .isEqualTo("field 'time' is missing; it is required: add it");
    assertThat(refusals.get(1).refusedAt()).isEqualTo(NOW);
  }

  private static List<Refusal> refusals(RawRecord... raws) throws Exception {
    try (OneInputStreamOperatorTestHarness<RawRecord, InboundEvent> harness =
        ProcessFunctionTestHarnesses.forProcessFunction(new ParseRequests(LIMITS, "1.0"))) {
      harness.setProcessingTime(NOW);
      for (RawRecord raw : raws) {
        harness.processElement(raw, raw.appendedAt());
      }
      List<Refusal> refusals = new ArrayList<>();
      for (StreamRecord<TopicRecord> sent : harness.getSideOutput(RouteOutputs.REFUSALS)) {
        refusals.add((Refusal) DecisionJson.read(sent.getValue().value()));
        assertThat(sent.getValue().key()).isEqualTo("acme/gold".getBytes(UTF_8));
      }
      return refusals;
    }
  }

  @Test
  void aTombstoneMeansNothingOutsideTheControlTopic() throws Exception {
    Parsed<InboundEvent> parsed = parse(new ParseFeedback(LIMITS, "1.0"), raw((byte[]) null));

    assertThat(parsed.onlyDeadLetter(Reason.MALFORMED).value()).isNull();
  }

  /** With CreateTime it is the sender who sets Kafka's timestamp. */
  @Test
  void nothingWasAppendedAfterItWasRead() throws Exception {
    RawRecord ahead =
        new RawRecord("t", 4, 77, NOW + DAY / 2, null, at(FEEDBACK, NOW + DAY / 2).getBytes(UTF_8));
    RawRecord backlog =
        new RawRecord("t", 4, 78, NOW - DAY / 2, null, at(FEEDBACK, NOW - DAY / 2).getBytes(UTF_8));

    assertThat(parse(new ParseFeedback(LIMITS, "1.0"), ahead).taken())
        .extracting(InboundEvent::appendedAt)
        .containsExactly(NOW);
    assertThat(parse(new ParseFeedback(LIMITS, "1.0"), backlog).taken())
        .extracting(InboundEvent::appendedAt)
        .containsExactly(NOW - DAY / 2);
  }

  @Test
  void aTimeFarFromKafkasIsRefused() throws Exception {
    for (long skew : new long[] {DAY + 1, -DAY - 1}) {
      Parsed<InboundEvent> parsed =
          parse(new ParseRequests(LIMITS, "1.0"), raw(at(REQUEST, NOW + skew)));

      assertThat(parsed.detail(Reason.BAD_TIME)).contains("time.max-skew", "PT24H");
    }
    assertThat(parse(new ParseRequests(LIMITS, "1.0"), raw(at(REQUEST, NOW - DAY))).taken())
        .hasSize(1);
  }

  @Test
  void aSenderThatSetsKafkasTimestampTooIsHeldAgainstTheWallClock() throws Exception {
    long far = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();

    Parsed<InboundEvent> parsed =
        parse(new ParseFeedback(LIMITS, "1.0"), raw(at(FEEDBACK, far), far));

    assertThat(parsed.detail(Reason.BAD_TIME)).contains("it was read at 2026-05-04T10:00:00Z");
  }

  @Test
  void aBacklogIsReadHoweverOldItIs() throws Exception {
    long old = NOW - 400 * DAY;

    assertThat(parse(new ParseRequests(LIMITS, "1.0"), raw(at(REQUEST, old), old)).taken())
        .hasSize(1);
  }

  @Test
  void aRecordThatIsTooLargeIsRefused() throws Exception {
    String large = at(REQUEST, NOW).replace("hello", "x".repeat(2000));

    Parsed<InboundEvent> parsed = parse(new ParseRequests(LIMITS, "1.0"), raw(large));

    assertThat(parsed.detail(Reason.MALFORMED)).contains("at most 2000", "kafka.max-record-bytes");
  }

  @Test
  void controlRecordsPassAsTheyCameWithWhatTheySay() throws Exception {
    RawRecord sla = control("sla/acme/gold", SLA.formatted("fixed:m"));
    RawRecord tombstone =
        new RawRecord("control", 0, 2, NOW, "sla/acme/gold".getBytes(UTF_8), null);

    Parsed<ControlRecord> parsed = parse(new ParseControl(LIMITS, "1.0"), sla, tombstone);

    assertThat(parsed.taken())
        .extracting(control -> control.record().value())
        .containsExactly(sla.value(), null);
    assertThat(parsed.taken())
        .extracting(ControlRecord::update)
        .containsExactly(ControlJson.read(sla.key(), sla.value()), new Tombstone("sla/acme/gold"));
    assertThat(parsed.deadLetters()).isEmpty();
  }

  @Test
  void aPromiseUnderAPolicyThatDoesNotExistIsUnsupported() throws Exception {
    Parsed<ControlRecord> parsed =
        parse(
            new ParseControl(LIMITS, "1.0"),
            control(
                "sla/acme/gold",
                SLA.formatted("mess-plus").replace("}", ", \"parameters\": {\"vv\": \"1\"}}")));

    assertThat(parsed.taken()).isEmpty();
    assertThat(parsed.detail(Reason.UNSUPPORTED)).contains("no parameter 'vv'");
  }

  @Test
  void aPriorThatIsNoneIsUnsupported() throws Exception {
    String artefact =
        "{\"type\":\"artefact\",\"kind\":\"%s\",\"name\":\"pooled\",\"version\":1,"
            + "\"payload\":\"{}\"}";

    Parsed<ControlRecord> prior =
        parse(
            new ParseControl(LIMITS, "1.0"),
            control("artefact/prior/pooled", artefact.formatted("prior")));
    Parsed<ControlRecord> other =
        parse(
            new ParseControl(LIMITS, "1.0"),
            control("artefact/other/pooled", artefact.formatted("other")));

    assertThat(prior.detail(Reason.UNSUPPORTED)).contains("the prior has no 'models'");
    assertThat(other.taken()).hasSize(1);
  }

  @Test
  void noBytesMakeItFail() throws Exception {
    Random random = new Random(20260504);
    int poisoned = 2000;
    RawRecord[] raws = new RawRecord[poisoned];
    for (int i = 0; i < poisoned; i++) {
      byte[] value = at(REQUEST, NOW).getBytes(UTF_8);
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        value[random.nextInt(value.length)] = (byte) random.nextInt();
      }
      raws[i] =
          new RawRecord("some-topic", 4, i, NOW, KEY, i % 3 == 0 ? randomBytes(random) : value);
    }

    for (ParseFunction<?> function :
        List.of(
            new ParseRequests(LIMITS, "1.0"),
            new ParseFeedback(LIMITS, "1.0"),
            new ParseControl(LIMITS, "1.0"))) {
      Parsed<?> parsed = parse(function, raws);
      assertThat(parsed.taken().size() + parsed.deadLetters().size()).isEqualTo(poisoned);
      assertThat(parsed.deadLetters()).hasSizeGreaterThan(poisoned / 3);
    }
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String at(String json, long time) {
    return json.formatted(Instant.ofEpochMilli(time));
  }

  private static RawRecord raw(String value) {
    return raw(value, NOW);
  }

  private static RawRecord raw(String value, long appendedAt) {
    return new RawRecord(
        "some-topic", 4, 77, appendedAt, "acme/gold".getBytes(UTF_8), value.getBytes(UTF_8));
  }

  private static RawRecord raw(byte[] value) {
    return new RawRecord("some-topic", 4, 77, NOW, "acme/gold".getBytes(UTF_8), value);
  }

  private static RawRecord control(String key, String value) {
    return new RawRecord(
        "control", 0, 1, NOW, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
  }

  /** What became of the records. */
  private record Parsed<T>(List<T> taken, List<TopicRecord> deadLetters) {

    TopicRecord onlyDeadLetter(Reason reason) {
      assertThat(taken).isEmpty();
      assertThat(deadLetters)
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(DeadLetters.rejection(letter.headers()).reason()).isEqualTo(reason));
      return deadLetters.get(0);
    }

    String detail(Reason reason) {
      Rejection rejection = DeadLetters.rejection(onlyDeadLetter(reason).headers());
      return rejection.detail();
    }
  }

  private static <T> Parsed<T> parse(ParseFunction<T> function, RawRecord... raws)
      throws Exception {
    try (OneInputStreamOperatorTestHarness<RawRecord, T> harness =
        ProcessFunctionTestHarnesses.forProcessFunction(function)) {
      harness.setProcessingTime(NOW);
      for (RawRecord raw : raws) {
        harness.processElement(raw, raw.appendedAt());
      }
      ConcurrentLinkedQueue<StreamRecord<TopicRecord>> letters =
          harness.getSideOutput(RouteOutputs.DEAD_LETTERS);
      return new Parsed<>(
          harness.extractOutputValues(),
          letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList());
    }
  }
}
