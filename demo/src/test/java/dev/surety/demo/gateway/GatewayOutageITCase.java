package dev.surety.demo.gateway;

import static dev.surety.demo.gateway.RouterPlay.decision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Execution;
import dev.surety.client.Execution.Outcome;
import dev.surety.client.Fallback;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.BrokerOptions;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.TopicLayout;
import dev.surety.domain.Feedback;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Requests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway lives through a time without Kafka. */
class GatewayOutageITCase {

  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void usersAreAnsweredMeanwhileAndNothingIsLost(@TempDir Path folder) throws Exception {
    BrokerOptions options = BrokerOptions.defaults().withFolder(folder);
    EmbeddedKafka kafka = EmbeddedKafka.start(options);
    Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
    int port = Integer.parseInt(kafka.bootstrap().split(":")[1]);
    kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 1));
    GatewaySettings settings =
        GatewaySettings.builder(clients)
            .timeout(Duration.ofMillis(200))
            .fallback(Fallback.byStanding("last"))
            .build();
    try (Gateway gateway = Gateway.open(settings)) {
      kafka.close();

      long start = System.nanoTime();
      var asked = gateway.ask(Requests.id("while-away").of(ACME).request());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      Execution alone = asked.get(30, TimeUnit.SECONDS);
      assertThat(alone.outcome()).isEqualTo(Outcome.TIMED_OUT);
      assertThat(alone.model()).isEqualTo("last");
      var reported =
          gateway.report(alone.report("last").satisfaction(1).source(Feedback.Source.USER).build());
      assertThat(reported).isNotDone();

      try (EmbeddedKafka back = EmbeddedKafka.start(options.withPort(port));
          RouterPlay router = new RouterPlay(clients, Topics.DEFAULT)) {
        reported.get(60, TimeUnit.SECONDS);
        assertThat(gateway.flush(LONG)).isTrue();
        var again = gateway.ask(Requests.id("after").of(ACME).request(), LONG);
        router.say(decision(ACME, "after", "a"));
        assertThat(again.get(60, TimeUnit.SECONDS).model()).isEqualTo("a");
        assertThat(gateway.counters().reportsLost()).isZero();
        assertThat(gateway.counters().notSent()).isZero();
      }
    }
  }

  /** The router is away, and users of a tenant that is only watched don't notice. */
  @Test
  void aShadowTenantStaysWithItsIncumbentWhileTheJobIsStopped(@TempDir Path folder)
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerOptions.defaults().withFolder(folder))) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 1));
      try (RouterPlay router = new RouterPlay(clients, Topics.DEFAULT)) {
        router.stands(
            Standing.builder(ACME, 1, 1)
                .policy("surety")
                .best("dear")
                .target(0.9)
                .mode(SlaPolicy.Mode.OBSERVE)
                .incumbent("own")
                .build());
      }
      GatewaySettings settings =
          GatewaySettings.builder(clients).timeout(Duration.ofMillis(100)).build();
      try (Gateway gateway = Gateway.open(settings)) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!gateway.isReady() && System.nanoTime() < end) {
          Thread.sleep(20);
        }
        Execution named =
            gateway
                .ask(Requests.id("r1").of(ACME).incumbent("mine").request())
                .get(60, TimeUnit.SECONDS);
        assertThat(named.outcome()).isEqualTo(Outcome.TIMED_OUT);
        assertThat(named.model()).isEqualTo("mine");
        Execution unnamed =
            gateway.ask(Requests.id("r2").of(ACME).request()).get(60, TimeUnit.SECONDS);
        assertThat(unnamed.model()).isEqualTo("own");
        // The job is back, and its decision comes in time.
        var again = gateway.ask(Requests.id("r3").of(ACME).request(), LONG);
        try (RouterPlay router = new RouterPlay(clients, Topics.DEFAULT)) {
          router.say(decision(ACME, "r3", "dear", false));
          Execution inTime = again.get(60, TimeUnit.SECONDS);
          assertThat(inTime.outcome()).isEqualTo(Outcome.OBSERVED);
          assertThat(inTime.model()).isEqualTo("own");
        }
      }
    }
  }
}
