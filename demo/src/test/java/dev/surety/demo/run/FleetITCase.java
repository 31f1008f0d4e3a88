package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.TenantTier;
import dev.surety.job.options.JobOptions;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.state.StateCommand;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tenants of a real job learn from each other over the control topic, before and after it was
 * stopped with a savepoint: a tenant that joins starts from what the others have seen, and folding
 * the journal gives the state, as the versions in force are in it. Without {@code fleet.publish}
 * there is no version to wait for. Beside them 64 gateways at once ask for more than two budgets
 * can pay, one of them over three tiers.
 */
class FleetITCase {

  @RegisterExtension static final SharedFlink FLINK = SharedFlink.onDemand();

  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int TENANTS = 8;
  private static final Map<String, String> PUBLISHING =
      Map.of(
          JobOptions.FLEET_PUBLISH.key(), "true",
          JobOptions.FLEET_EVERY.key(), "10 ms",
          JobOptions.SEED.key(), "7", // else each run explores elsewhere
          JobOptions.STANDINGS_INTERVAL.key(), "100 ms");

  private TopicsByHand hand;
  private int asked;

  @Test
  void tenantsLearnFromEachOtherBeforeAndAfterARestore(@TempDir Path folder) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"));
        TopicsByHand byHand = new TopicsByHand(kafka.bootstrap(), workspace)) {
      hand = byHand;
      kafka.createTopics(TopicLayout.of(TopicsByHand.TOPICS, 1));
      configure();

      Path savepoint = learnTogether(hand.start(null, PUBLISHING), workspace);
      List<ArtefactUpdate> before = versions();
      assertThat(state("verify", savepoint.toString())).contains("all invariants hold");

      DemoJob second = hand.start(savepoint.toUri().toString(), PUBLISHING);
      try {
        second.awaitRunning();
        long newest = before.get(before.size() - 1).version();
        serve(20);
        TopicsByHand.await("a version after the restore", LIMIT, () -> newest().version() > newest);
        Decision joined = ask(new TenantTier("joins", "gold"));
        assertThat(joined.model()).isEqualTo(Pools.CHEAP);
        new BoundSpenders(hand).spend();
        String last = second.stop(workspace.savepoint()).toString();
        assertThat(state("replay", "--journal=" + workspace.journal(), "--savepoint=" + last))
            .contains(
                "equal     the state of all %d keys".formatted(TENANTS + 1 + BoundSpenders.KEYS));
        assertThat(state("inspect", last, "--tenant", "joins", "--json"))
            .containsPattern("\"fleet_satisfaction\" ?: ?0\\.9");
        assertThat(state("inspect", last, "--tenant", "shared-budget"))
            .contains("of the tenant's 0.0500 USD a month spent by this tier", "leased to it");
      } catch (Exception | Error e) {
        second.cancel();
        throw e;
      }
      FleetPrior prior = FleetPrior.read(newest().payload());
      System.out.printf(
          "%d requests, %d versions, %d before the restore, %d tenants%n",
          asked, versions().size(), before.size(), prior.tenants());
      assertThat(prior.mean(prior.index(Pools.CHEAP))).isGreaterThan(0.9);
    }
  }

  private Path learnTogether(DemoJob job, Workspace workspace) throws Exception {
    try {
      job.awaitRunning();
      serve(20);
      TopicsByHand.await("a version", LIMIT, () -> !versions().isEmpty());
      return job.stop(workspace.savepoint());
    } catch (Exception | Error e) {
      job.cancel();
      throw e;
    }
  }

  private void configure() {
    for (var model : Pools.three()) {
      send(TopicsByHand.TOPICS.control(), ControlJson.write(new ModelUpdate(model)));
    }
    SlaUpdate sla = new SlaUpdate("*", "*", Promises.surety(0.8).sla());
    send(TopicsByHand.TOPICS.control(), ControlJson.write(sla));
    hand.producer.flush();
  }

  /** Some requests of each tenant; the cheap model always satisfies, no other one does. */
  private void serve(int requests) throws Exception {
    int from = asked;
    for (int i = 0; i < requests; i++) {
      for (TenantTier key : tenants()) {
        request(key);
      }
    }
    for (Decision decision : decisions(from)) {
      var feedback =
          Answers.to(decision)
              .at(System.currentTimeMillis())
              .satisfied(decision.model().equals(Pools.CHEAP))
              .tokens(100, 50)
              .feedback();
      byte[] key = decision.key().key().getBytes(UTF_8);
      send(TopicsByHand.TOPICS.feedback(), new TopicRecord(key, FeedbackJson.write(feedback)));
    }
    hand.producer.flush();
  }

  private static List<TenantTier> tenants() {
    return IntStream.range(0, TENANTS)
        .mapToObj(t -> new TenantTier("tenant-" + t, "gold"))
        .toList();
  }

  private Decision ask(TenantTier key) throws Exception {
    int from = asked;
    request(key);
    return decisions(from).get(0);
  }

  private void request(TenantTier key) {
    var request =
        Requests.id("r" + asked++).of(key).at(System.currentTimeMillis()).tokens(100, -1).request();
    send(
        TopicsByHand.TOPICS.requests(),
        new TopicRecord(key.key().getBytes(UTF_8), RequestJson.write(request)));
  }

  /** The decisions on all requests from one on, once they are there. */
  private List<Decision> decisions(int from) throws Exception {
    hand.producer.flush();
    TopicsByHand.await("decisions", LIMIT, () -> hand.decided().size() >= asked);
    List<Decision> decisions = new ArrayList<>();
    for (var record : hand.read(TopicsByHand.TOPICS.decisions())) {
      if (DecisionJson.read(record.value()) instanceof Decision decision
          && Integer.parseInt(decision.requestId().substring(1)) >= from) {
        decisions.add(decision);
      }
    }
    return decisions;
  }

  private void send(String topic, TopicRecord record) {
    hand.producer.send(new ProducerRecord<>(topic, record.key(), record.value()));
  }

  private List<ArtefactUpdate> versions() throws Exception {
    List<ArtefactUpdate> versions = new ArrayList<>();
    for (var record : hand.read(TopicsByHand.TOPICS.control())) {
      if (ControlJson.read(record.key(), record.value()) instanceof ArtefactUpdate artefact) {
        versions.add(artefact);
      }
    }
    return versions;
  }

  private ArtefactUpdate newest() throws Exception {
    List<ArtefactUpdate> versions = versions();
    return versions.get(versions.size() - 1);
  }

  /** What a command that has to succeed prints. */
  private static String state(String... args) throws Exception {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    CommandLine command = new CommandLine(new StateCommand()).setOut(out).setErr(out);
    int exit = FLINK.within(() -> command.execute(args));
    assertThat(exit).describedAs("%s", text).isZero();
    return text.toString();
  }
}
