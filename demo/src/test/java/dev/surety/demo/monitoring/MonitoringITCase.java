package dev.surety.demo.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surety.client.Execution;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.TopicLayout;
import dev.surety.demo.run.Workspace;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.CertificateTerms;
import dev.surety.domain.CertificateTerms.Unanswered;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.flink.metrics.RouterMetric;
import dev.surety.job.options.JobOptions;
import dev.surety.testing.Answers;
import dev.surety.testing.Outside;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.Requires;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees is there: the real Prometheus scrapes the real job, finds every metric of
 * the catalogue, answers every question of the dashboard with numbers and evaluates every alert.
 * Guards that names in the catalogue, the dashboard and the rules are those that Flink's reporter
 * makes. Shown once: with {@code filterLabelValueCharacters} left on, the tenant is not found by
 * its name.
 */
@Requires(Outside.PROMETHEUS)
class MonitoringITCase {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final TenantTier ACME = new TenantTier("acme-1.0", "gold");
  private static final TenantTier SHADOW = new TenantTier("zeta", "gold");
  private static final TenantTier DIRECT = new TenantTier("eta", "gold");
  private static final String TOTAL = "flink_taskmanager_job_task_operator_surety_";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int ROUNDS = 10;
  private static final int ENOUGH_TO_SHOW = 300;

  /** What has no answer yet, by its place. */
  private final Map<String, String> unanswered = new LinkedHashMap<>();

  private KafkaProducer<byte[], byte[]> producer;

  @Test
  void everyMetricQuestionAndAlertHasItsAnswer(@TempDir Path folder) throws Exception {
    int port = LoopbackPorts.free();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"));
        PrometheusServer prometheus =
            PrometheusServer.start(port, Files.createDirectory(folder.resolve("prometheus")))) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.of(TOPICS, 1));
      try (var sender =
          new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
        producer = sender;
        configure();
        DemoJob job =
            JobLauncher.start(
                0,
                1,
                workspace,
                Map.of(JobOptions.BOOTSTRAP_SERVERS.key(), kafka.bootstrap()),
                JobLauncher.metricsAt(port));
        try {
          job.awaitRunning();
          int decisions = traffic(clients);
          awaitAnswers(prometheus);
          assertCounts(prometheus, decisions);
          assertRulesAreEvaluated(prometheus);
        } finally {
          job.cancel();
        }
      }
    }
  }

  private void configure() throws Exception {
    for (var model : Pools.three()) {
      put(new ModelUpdate(model));
    }
    put(new ModelUpdate(Pools.version(Pools.priced(Pools.three().get(2), 100), 2)));
    SlaPolicy acme =
        Promises.surety(0.8)
            .sla()
            .certified(new CertificateTerms(0.95, Unanswered.DISSATISFIED))
            .within(new BudgetTerms(1000, Period.MONTH, ZoneId.of("Z"), false));
    put(new SlaUpdate(ACME.tenant(), ACME.tier(), acme));
    BudgetTerms shared = new BudgetTerms(2000, Period.MONTH, ZoneId.of("Z"), false);
    put(new BudgetUpdate(ACME.tenant(), 1, shared));
    SlaPolicy direct =
        Promises.surety(0.8)
            .sla()
            .by(new DeadlineTerms(Measure.TOTAL, 1000, 0.9, Precedence.QUALITY));
    put(new SlaUpdate(DIRECT.tenant(), DIRECT.tier(), direct));
    put(new SlaUpdate(SHADOW.tenant(), SHADOW.tier(), Promises.surety(0.8).observed().sla()));
  }

  private void put(ControlUpdate update) throws Exception {
    TopicRecord record = ControlJson.write(update);
    producer.send(new ProducerRecord<>(TOPICS.control(), record.key(), record.value())).get();
  }

  /** Spread over some seconds, so that rates can be taken; returns how many were decided. */
  private int traffic(Map<String, Object> clients) throws Exception {
    byte[] key = ACME.key().getBytes(UTF_8);
    List<Execution> executed = new ArrayList<>();
    try (Gateway gateway =
        Gateway.open(GatewaySettings.builder(clients).topics(TOPICS).timeout(LIMIT).build())) {
      for (int round = 0; round < ROUNDS; round++) {
        for (TenantTier tenant : List.of(ACME, SHADOW)) {
          long now = System.currentTimeMillis();
          RoutingRequest request =
              Requests.id("r" + executed.size()).of(tenant).at(now).incumbent(Pools.DEAR).request();
          Execution execution = gateway.ask(request).get(LIMIT.toSeconds() + 10, TimeUnit.SECONDS);
          executed.add(execution);
          gateway.report(
              Answers.to(execution.decision())
                  .by(execution.model())
                  .at(System.currentTimeMillis())
                  .satisfied(round % 4 != 0)
                  .tokens(100, 50)
                  .paid(0.001)
                  .feedback());
          gateway.report(failure(execution, round));
        }
        for (int i = 0; i < ENOUGH_TO_SHOW / ROUNDS; i++) {
          gateway.report(answeredDirectly(round + "/" + i));
        }
        producer.send(new ProducerRecord<>(TOPICS.requests(), key, "no JSON".getBytes(UTF_8)));
        Thread.sleep(500);
      }
      gateway.flush(LIMIT);
    }
    assertThat(executed)
        .filteredOn(execution -> !execution.decision().apply())
        .hasSize(ROUNDS)
        .allMatch(execution -> execution.model().equals(Pools.DEAR));
    return executed.size();
  }

  /** Without a decision; of a model that answers so often its health is shown. */
  private static Feedback answeredDirectly(String i) {
    return Answers.unrouted("direct" + i, Pools.MIDDLE)
        .of(DIRECT)
        .at(System.currentTimeMillis())
        .tokens(100, 50)
        .latency(700)
        .feedback()
        .toBuilder()
        .firstTokenMillis(200)
        .build();
  }

  /** Of a fallback that was tried in vain. */
  private static Feedback failure(Execution execution, int round) {
    String tried = execution.model().equals(Pools.CHEAP) ? Pools.MIDDLE : Pools.CHEAP;
    return Answers.to(execution.decision())
        .by(tried)
        .at(System.currentTimeMillis())
        .error(round % 2 == 0 ? "503" : "429")
        .feedback();
  }

  /** Until each question has a number for an answer. */
  private void awaitAnswers(PrometheusServer prometheus) throws Exception {
    for (RouterMetric metric : RouterMetric.values()) {
      metric.prometheusNames().forEach(name -> unanswered.put(name, name));
    }
    unanswered.putAll(Dashboard.queries());
    int questions = unanswered.size();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!unanswered.isEmpty() && System.nanoTime() < deadline) {
      var all = unanswered.entrySet().iterator();
      while (all.hasNext()) {
        if (hasNumber(prometheus, all.next().getValue())) {
          all.remove();
        }
      }
      Thread.sleep(250);
    }
    assertThat(unanswered).as("of %d questions these have no answer", questions).isEmpty();
    System.out.printf("%d questions to Prometheus, all answered%n", questions);
  }

  private static boolean hasNumber(PrometheusServer prometheus, String query)
      throws InterruptedException {
    try {
      for (JsonNode series : prometheus.query(query)) {
        if (!series.get("value").get(1).asText().equals("NaN")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // it is starting, or the query is bad and stays unanswered
    }
  }

  private static void assertCounts(PrometheusServer prometheus, int decisions) throws Exception {
    assertCount(prometheus, TOTAL + "requests", decisions);
    assertCount(
        prometheus,
        TOTAL + "tenant_tier_requests{tenant=\"acme-1.0\",tier=\"gold\"}",
        decisions / 2);
    assertCount(prometheus, TOTAL + "observed", decisions / 2);
    assertCount(prometheus, "sum(" + TOTAL + "model_decisions)", decisions);
    assertCount(prometheus, TOTAL + "outcome_outcomes{outcome=\"counted\"}", decisions);
    assertCount(prometheus, TOTAL + "outcome_outcomes{outcome=\"error\"}", decisions);
    assertCount(prometheus, "sum(" + TOTAL + "model_failures)", decisions);
    assertCount(
        prometheus,
        TOTAL + "reason_deadLetters{operator_name=\"parse requests\",reason=\"malformed\"}",
        ROUNDS);
    assertCount(prometheus, TOTAL + "poolSize", 3);
    assertCount(prometheus, TOTAL + "unconfirmedPrices", 1);
  }

  private static void assertCount(PrometheusServer prometheus, String query, double expected)
      throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    double seen = prometheus.number(query);
    while (seen != expected && System.nanoTime() < deadline) {
      Thread.sleep(250);
      seen = prometheus.number(query);
    }
    assertThat(seen).as(query).isEqualTo(expected);
  }

  private static void assertRulesAreEvaluated(PrometheusServer prometheus) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (prometheus.ruleGroups().findValuesAsText("health").contains("unknown")
        && System.nanoTime() < deadline) {
      Thread.sleep(250); // a group's first evaluation comes within a second
    }
    List<String> names = new ArrayList<>();
    for (JsonNode group : prometheus.ruleGroups()) {
      for (JsonNode rule : group.get("rules")) {
        names.add(rule.get("name").asText());
        assertThat(rule.get("health").asText()).as(rule.toString()).isEqualTo("ok");
      }
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(AlertRules.names());
  }
}
