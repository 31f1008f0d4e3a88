package dev.surety.demo.gateway;

import static dev.surety.demo.gateway.RouterPlay.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.client.Execution;
import dev.surety.client.Execution.Outcome;
import dev.surety.client.Fallback;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.TopicLayout;
import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The client library on a real broker, with the test in the router's place. */
class GatewayITCase {

  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final TenantTier GLOBEX = new TenantTier("globex", "gold");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(50);

  private static EmbeddedKafka kafka;
  private static Map<String, Object> clients;

  private Topics topics;
  private RouterPlay router;
  private Gateway gateway;

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = EmbeddedKafka.start();
    clients = Map.of("bootstrap.servers", kafka.bootstrap());
  }

  @AfterAll
  static void stopBroker() throws Exception {
    kafka.close();
  }

  /** Each test has topics of its own. */
  @BeforeEach
  void start(TestInfo test) throws Exception {
    topics = Topics.prefixed(test.getTestMethod().orElseThrow().getName() + "-");
    kafka.createTopics(TopicLayout.of(topics, 2));
    router = new RouterPlay(clients, topics);
    gateway = Gateway.open(settings().build());
  }

  private GatewaySettings.Builder settings() {
    return GatewaySettings.builder(clients)
        .kafka("metadata.max.age.ms", 1_000)
        .topics(topics)
        .timeout(LONG)
        .fallback(Fallback.byStanding("none"));
  }

  @AfterEach
  void stop() {
    gateway.close();
    router.close();
  }

  private static Execution of(CompletableFuture<Execution> asked) throws Exception {
    return asked.get(30, TimeUnit.SECONDS);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** By request id alone each got the other's, five times of five. */
  @Test
  void twoTenantsWithOneIdGetEachItsOwnDecision() throws Exception {
    for (int i = 0; i < 5; i++) {
      String id = "r" + i;
      var acme = gateway.ask(Requests.id(id).of(ACME).request());
      var globex = gateway.ask(Requests.id(id).of(GLOBEX).request());
      router.say(decision(GLOBEX, id, "theirs"));
      router.say(decision(ACME, id, "ours"));

      assertThat(of(acme).model()).isEqualTo("ours");
      assertThat(of(globex).model()).isEqualTo("theirs");
    }
    assertThat(gateway.counters().decided()).isEqualTo(10);
    assertThat(gateway.counters().notAwaited()).isZero();
  }

  @Test
  void aRefusalIsPassedOnAtOnce() throws Exception {
    var asked = gateway.ask(Requests.id("r").of(ACME).allowing("mine").request());
    Refusal refusal =
        Refusal.of("r", ACME, new Rejection(Reason.NO_MODELS, "none of the pool's 3 may"), 1);
    router.say(refusal);

    Execution execution = of(asked);
    assertThat(execution.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(execution.refused()).isTrue();
    assertThat(execution.timedOut()).isFalse();
    assertThat(execution.model()).isNull();
    assertThat(execution.refusal()).isEqualTo(refusal);
    assertThat(execution.latencyNanos()).isLessThan(LONG.toNanos() / 2);
  }

  /** Its first form's decision may come after the request was sent again with other wishes. */
  @Test
  void aDecisionThatTheRequestDoesNotAllowIsNotExecuted() throws Exception {
    var first = gateway.ask(Requests.id("r").of(ACME).request());
    var again = gateway.ask(Requests.id("r").of(ACME).allowing("b", "c").request());
    router.say(decision(ACME, "r", "a"));
    router.say(decision(ACME, "r", "b"));
    router.say(decision(ACME, "r", "c"));

    assertThat(of(again).model()).isEqualTo("b");
    assertThat(of(again).fallbacks()).containsExactly("b");
    assertThat(of(first).model()).isEqualTo("a");
    await(() -> gateway.counters().notAwaited() == 1);
  }

  /** The second asker replaced the first, who waited in vain. */
  @Test
  void aRequestSentTwiceGetsOneDecisionTwice() throws Exception {
    var first = gateway.ask(Requests.id("r").of(ACME).request());
    var again = gateway.ask(Requests.id("r").of(ACME).request());
    router.say(decision(ACME, "r", "a"));
    router.say(decision(ACME, "r", "a"));

    assertThat(of(first).decisionId()).isEqualTo("id-a");
    assertThat(of(again).decisionId()).isEqualTo("id-a");
    await(() -> gateway.counters().notAwaited() == 1);
    assertThat(gateway.counters().asked()).isEqualTo(2);
  }

  @Test
  void aDecisionThatComesLateIsCountedAndNotExecuted() throws Exception {
    router.standing("acme", 1, "standing");
    await(() -> gateway.standings().of(ACME) != null);
    Execution execution = of(gateway.ask(Requests.id("r").of(ACME).request(), SHORT));
    router.say(decision(ACME, "r", "late"));

    assertThat(execution.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(execution.model()).isEqualTo("standing");
    assertThat(execution.fallbacks()).containsExactly("second", "none");
    assertThat(execution.decisionId()).isNull();
    await(() -> gateway.counters().late() == 1);
    assertThat(gateway.counters().timedOut()).isOne();
  }

  @Test
  void standingsFromBeforeItWasOpenedAreKnownOnceItIsReady() throws Exception {
    router.standing("acme", 1, "old");
    router.standing("globex", 1, "other");
    router.standing("acme", 2, "new");
    try (Gateway later = Gateway.open(settings().build())) {
      await(later::isReady);
      assertThat(later.standings().of(ACME).best()).isEqualTo("new");
      assertThat(later.standings().all()).hasSize(2);

      router.sayAnything(topics.standings(), "acme/gold", null);
      await(() -> later.standings().of(ACME) == null);
      assertThat(of(later.ask(Requests.id("r").of(ACME).request(), SHORT)).model())
          .isEqualTo("none");
    }
  }

  @Test
  void recordsThatCantBeReadAreCounted() throws Exception {
    var asked = gateway.ask(Requests.id("r").of(ACME).request());
    router.sayAnything(topics.decisions(), "acme/gold", "no json");
    router.sayAnything(topics.standings(), "acme/gold", "{\"tenant\":1}");
    router.sayAnything(topics.decisions(), "acme/gold", null);
    router.say(decision(ACME, "r", "a"));

    assertThat(of(asked).model()).isEqualTo("a");
    await(() -> gateway.counters().unreadable() == 3);
    assertThat(gateway.counters().readFailures()).isZero();
  }

  @Test
  void partitionsThatAreAddedAreReadFromTheirBeginning() throws Exception {
    var asked = gateway.ask(Requests.id("r").of(ACME).request());
    try (Admin admin = Admin.create(clients)) {
      admin
          .createPartitions(Map.of(topics.decisions(), NewPartitions.increaseTo(3)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    router.say(decision(ACME, "r", "a"), 2);

    assertThat(of(asked).model()).isEqualTo("a");
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Gateway.open(settings().topics(Topics.prefixed("no-")).build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no gateway to " + kafka.bootstrap())
        .hasMessageContaining("there is no topic 'no-requests'; create it");
  }
}
