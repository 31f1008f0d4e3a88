package dev.surety.demo.run;

import dev.surety.client.Topics;
import dev.surety.demo.door.DemoDoor;
import dev.surety.demo.kafka.BrokerOptions;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.demo.live.LiveScreen;
import dev.surety.demo.traffic.Tenant;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.simulation.SpeakingPace;
import dev.surety.lab.data.PriceChange;
import dev.surety.lab.data.RoutingData;
import dev.surety.operate.status.StandingsFeed;
import dev.surety.operate.status.StatusServer;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One run: broker, job, gateway, traffic and users on this machine, over the same topics and with
 * the same job as in production; then the account of it.
 */
final class DemoRun {

  private static final Topics TOPICS = Topics.DEFAULT;

  /** Slow enough to see an answer stream, quick enough to like it. */
  private static final SpeakingPace PACE = new SpeakingPace(150, 20);

  private static final Duration READY = Duration.ofMinutes(1);
  private static final Duration TAKE_IN = Duration.ofMinutes(2);

  private final DemoSettings settings;
  private final PrintStream out;
  private final CountDownLatch stop;

  /**
   * @param stop counted down to end the traffic early
   */
  DemoRun(DemoSettings settings, PrintStream out, CountDownLatch stop) {
    this.settings = settings;
    this.out = out;
    this.stop = stop;
  }

  Summary run() throws Exception {
    settings.check();
    if (settings.doorPort != 0) {
      // Now, and not when all the rest has started.
      LoopbackPorts.requireFree(settings.doorPort);
    }
    DemoScenario scenario = DemoScenario.of(settings);
    scenario.tenants().forEach(tenant -> checkPromise(tenant, scenario));
    requireInPool(settings.policy, scenario);
    requirePrompts(scenario.data());
    out.println("Traffic: " + scenario.data().origin());
    scenario.data().notes().forEach(note -> out.println("         " + note));
    try (Workspace workspace = Workspace.open(settings.out);
        EmbeddedKafka kafka =
            EmbeddedKafka.start(BrokerOptions.defaults().withPort(settings.kafkaPort))) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.asInProduction(settings.parallelism));
      out.println("Kafka:   " + kafka.bootstrap());
      try (StandingsFeed feed = StandingsFeed.read(consumer(clients), TOPICS.standings()).follow();
          StatusServer status = StatusServer.start(feed.board(), onLoopback());
          ControlDesk desk = new ControlDesk(clients, TOPICS.control())) {
        desk.open(scenario, settings);
        DemoJob job = JobLauncher.start(settings, kafka.bootstrap(), workspace);
        try (DemoDoor door = door(scenario, kafka.bootstrap())) {
          job.awaitRunning();
          out.println("Flink:   " + job.webUi());
          out.println("Status:  " + status.url());
          out.println("Door:    " + door.baseUrl());
          out.println();
          door.invitation().forEach(out::println);
          List<String> links =
              List.of(
                  "Status page: " + status.url(),
                  "Flink web UI: " + job.webUi(),
                  "Front door: " + door.baseUrl());
          return serve(scenario, desk, job, door, links, clients, workspace);
        } catch (Exception | Error e) {
          job.cancel();
          throw e;
        }
      }
    }
  }

  private DemoDoor door(DemoScenario scenario, String brokers)
      throws IOException, InterruptedException {
    List<String> models = new ArrayList<>(List.of(scenario.bestModel()));
    scenario.data().pool().names().stream().filter(m -> !models.contains(m)).forEach(models::add);
    return DemoDoor.open(
        settings.doorPort,
        brokers,
        models,
        scenario.tenants().stream().map(t -> new TenantTier(t.name(), t.tier())).toList(),
        settings.doorBudget(),
        PACE,
        settings.judge == null ? null : DemoVoice.JUDGE,
        new DemoVoice(
            scenario.data(), UserSide.users(settings, scenario), UserSide.judge(settings)));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> clients) {
    return new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static InetSocketAddress onLoopback() {
    return new InetSocketAddress("127.0.0.1", 0);
  }

  /** Whether the job will take the promise: better now than as dead letters. */
  private void checkPromise(Tenant tenant, DemoScenario scenario) {
    SlaPolicy sla = ControlDesk.sla(1, tenant.target(), scenario.artefacts(), settings);
    if (!Policies.of(sla, Artefacts.of(scenario.artefacts())).isReady()) {
      throw new IllegalArgumentException(
          "--policy %s needs %s; give its file with --artefact"
              .formatted(settings.policy, Policies.artefacts(sla)));
    }
  }

  /** Who comes through the door has something to say. */
  private void requirePrompts(RoutingData data) {
    if (settings.throughDoor
        && IntStream.range(0, data.size()).anyMatch(row -> data.row(row).prompt() == null)) {
      throw new IllegalArgumentException(
          "--through-door needs data with prompts; some rows of " + data.origin() + " have none");
    }
  }

  /** A policy that is one model needs that model. */
  private static void requireInPool(String policy, DemoScenario scenario) {
    String fixed = "fixed:";
    List<String> models = scenario.data().pool().names();
    if (policy.startsWith(fixed) && !models.contains(policy.substring(fixed.length()))) {
      throw new IllegalArgumentException(
          "--policy " + policy + " names no model of the pool; it has " + models);
    }
  }

  private Summary serve(
      DemoScenario scenario,
      ControlDesk desk,
      DemoJob job,
      DemoDoor door,
      List<String> links,
      Map<String, Object> clients,
      Workspace workspace)
      throws Exception {
    DemoDoor way = settings.throughDoor ? door : null;
    if (way != null) {
      way.awaitReady(READY);
    }
    try (UserSide users = new UserSide(settings, scenario, clients, TOPICS, way)) {
      double seconds = drive(scenario, desk, links, users);
      users.awaitFeedback(stop);
      new Backlog(clients, JobLauncher.GROUP, TOPICS.requests(), TOPICS.feedback())
          .awaitEmpty(TAKE_IN);
      if (settings.keepRunning && stop.getCount() > 0) {
        out.println();
        door.invitation().forEach(out::println);
        out.println(
            "Broker, job, door and pages stay up. Ctrl-C ends them, then comes the summary.");
        stop.await();
      }
      long restarts = job.restarts();
      Path savepoint = job.stop(workspace.savepoint());
      Summary summary = users.summary(workspace.journal(), restarts, seconds);
      keep(summary, workspace, savepoint);
      return summary;
    }
  }

  private double drive(DemoScenario scenario, ControlDesk desk, List<String> links, UserSide users)
      throws Exception {
    ModelCatalog catalog = users.catalog();
    Traffic traffic = users.traffic();
    Screen screen = new Screen(scenario, users.standings(), links);
    try (LiveScreen live = LiveScreen.onStandardOutput()) {
      Iterator<Served> fresh = traffic.fresh();
      double seconds =
          traffic.run(
              next -> {
                if (next == settings.requests / 3 && scenario.priceChange() != null) {
                  changePrice(scenario, desk, catalog, screen);
                }
                if (next == settings.requests / 2 && scenario.newcomer() >= 0) {
                  openModel(scenario, desk, catalog, screen);
                }
                TargetChange change = scenario.targetChange();
                if (change != null && next == change.before(settings.requests)) {
                  changeTarget(change, next, scenario, desk, screen);
                }
                while (fresh.hasNext()) {
                  screen.take(fresh.next());
                }
                live.show(screen.snapshot(next, settings.requests));
                return stop.getCount() > 0;
              });
      while (fresh.hasNext()) {
        screen.take(fresh.next());
      }
      live.show(screen.snapshot(traffic.sent(), settings.requests));
      return seconds;
    }
  }

  private void changePrice(
      DemoScenario scenario, ControlDesk desk, ModelCatalog catalog, Screen screen)
      throws InterruptedException {
    PriceChange change = scenario.priceChange();
    catalog.reprice(change.model(), change.price());
    desk.offer(scenario.data().pool().get(change.model()), change.price());
    screen.event(
        String.format(
            "request %,d: %s now costs $%.2f / $%.2f a million tokens",
            settings.requests / 3,
            scenario.data().pool().get(change.model()).name(),
            change.price().inputUsdPerMtok(),
            change.price().outputUsdPerMtok()));
  }

  private void changeTarget(
      TargetChange change, int next, DemoScenario scenario, ControlDesk desk, Screen screen)
      throws InterruptedException {
    desk.promise(change.tenant(), change.target(), scenario, settings);
    screen.promised(change.tenant());
    screen.event(
        String.format(
            "request %,d: %s/%s is promised %.1f%% instead of %.1f%%; satisfied counts from here",
            next,
            change.tenant().name(),
            change.tenant().tier(),
            100 * change.target(),
            100 * change.tenant().target()));
  }

  private void openModel(
      DemoScenario scenario, ControlDesk desk, ModelCatalog catalog, Screen screen)
      throws InterruptedException {
    var model = scenario.data().pool().get(scenario.newcomer());
    catalog.open(scenario.newcomer());
    desk.offer(model, model.price());
    screen.event(String.format("request %,d: new model %s", settings.requests / 2, model.name()));
  }

  private void keep(Summary summary, Workspace workspace, Path savepoint) throws Exception {
    if (settings.summary != null) {
      summary.write(settings.summary);
    }
    if (workspace.isKept()) {
      summary.write(workspace.summary());
      workspace.placeSavepoint(savepoint);
    }
  }
}
