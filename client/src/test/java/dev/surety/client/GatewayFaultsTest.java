package dev.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.client.Execution.Outcome;
import dev.surety.domain.Feedback;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.testing.Requests;
import dev.surety.wire.json.FeedbackJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a real broker can't be made to do when a test wants it, on Kafka's own doubles; what it can
 * be made to do is tested on one, where the demo brings it.
 */
class GatewayFaultsTest {

  private static final TopicPartition DECISIONS = new TopicPartition("decisions", 0);
  private static final TopicPartition STANDINGS = new TopicPartition("standings", 0);
  private static final Duration LONG = Duration.ofMinutes(1);

  private MockProducer<byte[], byte[]> producer;
  private MockConsumer<byte[], byte[]> consumer;
  private Gateway gateway;

  @BeforeEach
  void start() {
    producer =
        new MockProducer<>(
            Cluster.empty(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    GatewaySettings settings =
        GatewaySettings.builder("unused:1")
            .timeout(LONG)
            .closeWithin(Duration.ofSeconds(2))
            .fallback(Fallback.byStanding("last"))
            .build();
    gateway = gateway(settings, producer);
  }

  /** One that reads from {@link #consumer}. */
  private Gateway gateway(GatewaySettings settings, Producer<byte[], byte[]> sendsTo) {
    consumer = new MockConsumer<>("earliest");
    for (String topic : List.of("requests", "feedback", "decisions", "standings")) {
      consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
    }
    consumer.updateBeginningOffsets(Map.of(DECISIONS, 0L, STANDINGS, 0L));
    consumer.updateEndOffsets(Map.of(DECISIONS, 0L, STANDINGS, 0L));
    TopicFollower follower = new TopicFollower(consumer, Topics.DEFAULT, Duration.ZERO);
    follower.open(System.nanoTime() + LONG.toNanos());
    return new Gateway(settings, sendsTo, consumer, follower);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static <T> T of(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.sleep(1);
    }
  }

  private static Feedback feedback() {
    return Feedback.builder("r", Requests.KEY, "m", 1).outputTokens(1).build();
  }

  private void decided(String json) {
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(
                    "decisions",
                    0,
                    consumer.position(DECISIONS),
                    new byte[0],
                    json.getBytes(UTF_8))));
  }

  private static String decision(String id) {
    return ("{'decision_id':'d','request_id':'%s','tenant':'acme','tier':'gold','model':'m',"
            + "'apply':true,'propensity':1,'policy':'surety','reason':'exploit',"
            + "'decided_at':'2026-01-01T00:00:00Z'}")
        .formatted(id)
        .replace('\'', '"');
  }

  @Test
  void aRequestThatKafkaDoesNotTakeIsAnsweredByTheFallbackAtOnce() throws Exception {
    var asked = gateway.ask(Requests.id("r").request());
    await(() -> producer.errorNext(new RecordTooLargeException("too large")));

    assertThat(of(asked).outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(of(asked).model()).isEqualTo("last");
    assertThat(gateway.counters().notSent()).isOne();
    assertThat(gateway.counters().waiting()).isZero();
  }

  @Test
  void aSendThatThrowsIsNoDifferent() throws Exception {
    producer.sendException = new KafkaException("interrupted");

    assertThat(of(gateway.ask(Requests.id("r").request())).outcome()).isEqualTo(Outcome.NOT_SENT);
  }

  @Test
  void feedbackThatIsLostFailsItsFutureAndIsCounted() throws Exception {
    var taken = gateway.report(feedback());
    await(() -> producer.errorNext(new AuthorizationException("not you")));

    assertThatThrownBy(() -> of(taken))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not you");
    assertThat(gateway.counters().reportsLost()).isOne();
    assertThat(gateway.counters().reported()).isOne();
  }

  @Test
  void feedbackThatKafkaTookIsDone() throws Exception {
    var taken = gateway.report(feedback());
    assertThat(taken).isNotDone();
    await(producer::completeNext);

    of(taken);
    assertThat(gateway.counters().reportsLost()).isZero();
  }

  /**
   * They leave together and some milliseconds apart; a flush and a closing wait for none of that.
   */
  @Test
  void reportsThatGatherLeaveInTheirOrderAndNoneIsLeftBehind() throws Exception {
    for (int i = 0; i < 500; i++) {
      gateway.report(Feedback.builder("r" + i, Requests.KEY, "m", 1).outputTokens(i).build());
    }
    assertThat(gateway.flush(Duration.ofSeconds(20))).isTrue();
    assertThat(requestsOfReports()).hasSize(500).startsWith("r0", "r1").endsWith("r499");

    gateway.report(Feedback.builder("last", Requests.KEY, "m", 1).outputTokens(1).build());
    gateway.ask(Requests.id("question").request());
    gateway.close();
    assertThat(requestsOfReports()).hasSize(501).endsWith("last");
    assertThat(producer.history()).hasSize(502);
  }

  private List<String> requestsOfReports() throws Exception {
    List<String> requests = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      if (record.topic().equals("feedback")) {
        requests.add(FeedbackJson.read(record.value()).requestId());
      }
    }
    return requests;
  }

  @Test
  void aReportThatTheProducerThrowsOnIsToldSoAndSoIsTheNext() throws Exception {
    producer.sendException = new KafkaException("closed");
    gateway.report(feedback());
    var second = gateway.report(feedback());

    assertThatThrownBy(() -> of(second)).hasCauseInstanceOf(IOException.class);
    assertThat(gateway.counters().reportsLost()).isEqualTo(2);
  }

  /** An error of a poll ended the reading for good, silently. */
  @Test
  void readingGoesOnAfterKafkaFailed() throws Exception {
    var asked = gateway.ask(Requests.id("r").request());
    consumer.setPollException(new AuthorizationException("for a moment"));
    decided(decision("r"));

    assertThat(of(asked).model()).isEqualTo("m");
    assertThat(of(asked).outcome()).isEqualTo(Outcome.DECIDED);
    assertThat(gateway.counters().readFailures()).isOne();
  }

  /** In time, and still it moves nobody: who would have answered without the router does. */
  @Test
  void aDecisionThatIsOnlyObservedIsExecutedByTheIncumbent() throws Exception {
    var named = gateway.ask(Requests.id("named").incumbent("mine").request());
    decided(decision("named").replace("\"apply\":true", "\"apply\":false"));
    assertThat(of(named).model()).isEqualTo("mine");

    var unnamed = gateway.ask(Requests.id("unnamed").request());
    decided(decision("unnamed").replace("\"apply\":true", "\"apply\":false"));
    assertThat(of(unnamed).outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(of(unnamed).model()).isEqualTo("last");
    assertThat(of(unnamed).fallbacks()).containsExactly("m");
    assertThat(of(unnamed).decisionId()).isEqualTo("d");

    Standing told =
        Standing.builder(Requests.KEY, 1, 1)
            .policy("surety")
            .best("m")
            .mode(SlaPolicy.Mode.OBSERVE)
            .incumbent("theirs")
            .build();
    gateway.standings().put(told, 0, 1);
    var known = gateway.ask(Requests.id("known").request());
    decided(decision("known").replace("\"apply\":true", "\"apply\":false"));
    assertThat(of(known).outcome()).isEqualTo(Outcome.OBSERVED);
    assertThat(of(known).model()).isEqualTo("theirs");
    assertThat(gateway.counters().observed()).isEqualTo(3);
    assertThat(gateway.counters().decided()).isZero();
  }

  @Test
  void recordsThatCantBeReadAreCountedAndTheNextIsRead() throws Exception {
    var asked = gateway.ask(Requests.id("r").request());
    decided("{}");
    decided("no json");
    decided(decision("r"));

    assertThat(of(asked).model()).isEqualTo("m");
    assertThat(gateway.counters().unreadable()).isEqualTo(2);
  }

  /** Nobody is left waiting, and a producer that hangs holds the closing no longer than it may. */
  @Test
  void closingAnswersWhoWaitsAndTakesNoLongerThanItMay() throws Exception {
    var asked = gateway.ask(Requests.id("r").request());
    long start = System.nanoTime();
    gateway.close();

    assertThat(of(asked).outcome()).isEqualTo(Outcome.CLOSED);
    assertThat(of(asked).model()).isEqualTo("last");
    assertThat(gateway.counters().closed()).isOne();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(consumer.closed()).isTrue();
    assertThatThrownBy(() -> gateway.ask(Requests.id("s").request()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the gateway is closed");
    assertThatThrownBy(() -> gateway.report(feedback())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void flushingWaitsNoLongerThanItMay() throws Exception {
    gateway.report(feedback());
    assertThat(gateway.flush(Duration.ofSeconds(20))).isTrue();
    producer.flushException = new KafkaException("no");
    assertThat(gateway.flush(Duration.ofSeconds(20))).isFalse();
  }

  @Test
  void aFallbackThatThrowsFailsItsFutureAlone() {
    GatewaySettings settings =
        GatewaySettings.builder("unused:1")
            .fallback(
                (request, standing) -> {
                  throw new IllegalStateException("no idea");
                })
            .build();
    MockProducer<byte[], byte[]> taking =
        new MockProducer<>(
            Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    try (Gateway own = gateway(settings, taking)) {
      assertThatThrownBy(() -> of(own.ask(Requests.id("r").request())))
          .hasRootCauseMessage("no idea");
      assertThat(own.counters().waiting()).isZero();
    }
  }

  /** As while Kafka is away and the producer can't say where a topic is: it holds its caller. */
  @Test
  void aProducerThatHoldsItsCallerHoldsNobodyWhoAsks() throws Exception {
    CountDownLatch away = new CountDownLatch(1);
    Producer<byte[], byte[]> holding =
        new MockProducer<>(
            Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized Future<RecordMetadata> send(
              ProducerRecord<byte[], byte[]> record, Callback callback) {
            try {
              away.await();
            } catch (InterruptedException e) {
              throw new InterruptException(e);
            }
            return super.send(record, callback);
          }
        };
    GatewaySettings settings =
        GatewaySettings.builder("unused:1")
            .timeout(Duration.ofMillis(20))
            .maxBlock(Duration.ZERO)
            .closeWithin(Duration.ofMillis(200))
            .fallback(Fallback.byStanding("last"))
            .build();
    try (Gateway own = gateway(settings, holding)) {
      assertThat(of(own.ask(Requests.id("r").request())).outcome()).isEqualTo(Outcome.TIMED_OUT);
      var reported = own.report(feedback());
      assertThat(own.flush(Duration.ofMillis(50))).isFalse();
      // Past 32 MB nothing more is taken, and who may not be held is told so at once.
      var request = Requests.id("big").prompt("x".repeat(1 << 20)).request();
      int taken = 0;
      Outcome outcome = Outcome.TIMED_OUT;
      while (outcome == Outcome.TIMED_OUT && taken++ < 50) {
        outcome = of(own.ask(request)).outcome();
      }
      assertThat(outcome).isEqualTo(Outcome.NOT_SENT);
      assertThat(taken).isBetween(25, 49);

      away.countDown();
      of(reported);
      assertThat(own.flush(Duration.ofSeconds(30))).isTrue();
      assertThat(own.counters().reportsLost()).isZero();
    }
  }
}
