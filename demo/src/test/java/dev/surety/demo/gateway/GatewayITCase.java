package dev.surety.demo.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Execution;
import dev.surety.client.Gateway;
import dev.surety.client.Standings;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.TopicLayout;
import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecisionBuilder;
import dev.surety.testing.Requests;
import dev.surety.wire.json.DecisionJson;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reference client on a real broker, with the test in the router's place. */
class GatewayITCase {

  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final TenantTier GLOBEX = new TenantTier("globex", "gold");
  private static final Duration LONG = Duration.ofSeconds(60);

  private static EmbeddedKafka kafka;
  private KafkaProducer<byte[], byte[]> router;
  private Gateway gateway;

  /** One for all: each test asks under ids of its own, and so hears nothing of the others. */
  @BeforeAll
  static void startBroker() throws Exception {
    kafka = EmbeddedKafka.start();
    kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 2));
  }

  @AfterAll
  static void stopBroker() throws Exception {
    kafka.close();
  }

  @BeforeEach
  void start() {
    Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
    router = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
    gateway = new Gateway(clients, Topics.DEFAULT, LONG, new Standings("none"));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    router.close();
  }

  private void say(Answer answer) throws Exception {
    DecisionJson.Writer json = new DecisionJson.Writer();
    byte[] value = answer instanceof Decision d ? json.write(d) : json.write((Refusal) answer);
    router.send(new ProducerRecord<>("decisions", answer.key().key().getBytes(UTF_8), value)).get();
  }

  private static Decision decision(TenantTier key, String requestId, String model) {
    return DecisionBuilder.aDecision(requestId)
        .decisionId("id-" + model)
        .key(key)
        .model(model)
        .expectedSatisfaction(0.9)
        .policy("surety")
        .reason(Decision.Reason.EXPLOIT)
        .decidedAt(1)
        .build();
  }

  private static Execution of(CompletableFuture<Execution> asked) throws Exception {
    return asked.get(30, TimeUnit.SECONDS);
  }

  /** By request id alone each got the other's, five times of five. */
  @Test
  void twoTenantsWithOneIdGetEachItsOwnDecision() throws Exception {
    for (int i = 0; i < 5; i++) {
      String id = "r" + i;
      var acme = gateway.ask(Requests.id(id).of(ACME).request());
      var globex = gateway.ask(Requests.id(id).of(GLOBEX).request());
      say(decision(GLOBEX, id, "theirs"));
      say(decision(ACME, id, "ours"));

      assertThat(of(acme).model()).isEqualTo("ours");
      assertThat(of(globex).model()).isEqualTo("theirs");
    }
    assertThat(gateway.decisionsIgnored()).isZero();
  }

  @Test
  void aRefusalIsPassedOnAtOnce() throws Exception {
    var asked = gateway.ask(Requests.id("refused").of(ACME).allowing("mine").request());
    Refusal refusal =
        Refusal.of("refused", ACME, new Rejection(Reason.NO_MODELS, "none of the pool's 3 may"), 1);
    say(refusal);

    Execution execution = of(asked);
    assertThat(execution.refused()).isTrue();
    assertThat(execution.timedOut()).isFalse();
    assertThat(execution.model()).isNull();
    assertThat(execution.refusal()).isEqualTo(refusal);
    assertThat(execution.latencyNanos()).isLessThan(LONG.toNanos() / 2);
  }

  /** Its first form's decision may come after the request was sent again with other wishes. */
  @Test
  void aDecisionThatTheRequestDoesNotAllowIsNotExecuted() throws Exception {
    gateway.ask(Requests.id("wishes").of(ACME).request());
    var again = gateway.ask(Requests.id("wishes").of(ACME).allowing("b", "c").request());
    say(decision(ACME, "wishes", "a"));
    say(decision(ACME, "wishes", "b"));
    say(decision(ACME, "wishes", "c"));

    assertThat(of(again).model()).isEqualTo("b");
  }
}
