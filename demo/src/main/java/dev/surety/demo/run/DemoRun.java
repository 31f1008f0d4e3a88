package dev.surety.demo.run;

import dev.surety.demo.gateway.Gateway;
import dev.surety.demo.gateway.Standings;
import dev.surety.demo.gateway.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.TopicSettings;
import dev.surety.demo.live.LiveScreen;
import dev.surety.demo.traffic.ReportingRates;
import dev.surety.demo.traffic.TrafficPlan;
import dev.surety.demo.traffic.Users;
import dev.surety.tools.data.PriceChange;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

/**
 * One run: broker, job, gateway, traffic and users on this machine, over the same topics and with
 * the same job as in production; then the account of it.
 */
final class DemoRun {

  private static final Topics TOPICS = Topics.DEFAULT;
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
    Town town = Town.of(settings);
    out.println("Traffic: " + town.data().origin());
    town.data().notes().forEach(note -> out.println("         " + note));
    try (Workspace workspace = Workspace.open(settings.out);
        EmbeddedKafka kafka = EmbeddedKafka.start()) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
      createTopics(kafka);
      out.println("Kafka:   " + kafka.bootstrap());
      try (ControlDesk desk = new ControlDesk(clients, TOPICS.control())) {
        openDoors(town, desk);
        DemoJob job = JobLauncher.start(settings, kafka.bootstrap(), workspace);
        try {
          job.awaitRunning();
          out.println("Flink:   " + job.webUi());
          return serve(town, desk, job, clients, workspace);
        } catch (Exception | Error e) {
          job.cancel();
          throw e;
        }
      }
    }
  }

  private void createTopics(EmbeddedKafka kafka) throws Exception {
    int partitions = settings.parallelism;
    kafka.createTopics(
        Map.of(
            TOPICS.requests(), TopicSettings.log(partitions),
            TOPICS.feedback(), TopicSettings.log(partitions),
            TOPICS.decisions(), TopicSettings.log(partitions),
            TOPICS.deadLetters(), TopicSettings.log(1),
            TOPICS.control(), TopicSettings.compacted(1),
            TOPICS.standings(), TopicSettings.compacted(1)));
  }

  private void openDoors(Town town, ControlDesk desk) throws InterruptedException {
    for (int m : town.start().stream().toArray()) {
      desk.offer(town.data().pool().get(m), town.data().pool().get(m).price());
    }
    for (var tenant : town.tenants()) {
      desk.promise(tenant, settings);
    }
  }

  private Summary serve(
      Town town, ControlDesk desk, DemoJob job, Map<String, Object> clients, Workspace workspace)
      throws Exception {
    ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    Standings standings = new Standings(bestModel(town));
    Market market = new Market(town.data(), town.start());
    try (Gateway gateway = new Gateway(clients, TOPICS, settings.timeout(), standings)) {
      Crowd crowd = new Crowd(town.data(), users(town), market, gateway, later);
      TrafficPlan plan =
          new TrafficPlan(
              town.tenants(), settings.requests, town.data().size(), settings.rate, settings.seed);
      Traffic traffic = new Traffic(town, plan, gateway, crowd, !settings.noTag);
      double seconds = drive(town, desk, job, market, standings, traffic);
      while (crowd.feedbackWaiting() > 0 && stop.getCount() > 0) {
        Thread.sleep(20);
      }
      gateway.flush();
      new Backlog(clients, JobLauncher.GROUP, TOPICS.requests(), TOPICS.feedback())
          .awaitEmpty(TAKE_IN);
      if (settings.keepRunning && stop.getCount() > 0) {
        out.println("Broker, job and web UI stay up. Ctrl-C ends them and prints the summary.");
        stop.await();
      }
      long restarts = job.restarts();
      Path savepoint = job.stop(workspace.savepoint());
      Ledger ledger = new Ledger(traffic.all(), town.tenants(), town.data());
      ledger.read(clients, TOPICS, workspace.journal());
      Summary summary = ledger.summary(traffic.sent(), crowd.feedbackSent(), restarts, seconds);
      keep(summary, workspace, savepoint);
      return summary;
    } finally {
      later.shutdownNow();
    }
  }

  private double drive(
      Town town, ControlDesk desk, DemoJob job, Market market, Standings standings, Traffic traffic)
      throws Exception {
    Screen screen = new Screen(town, standings, List.of("Flink web UI: " + job.webUi()));
    try (LiveScreen live = LiveScreen.onStandardOutput()) {
      Iterator<Served> fresh = traffic.fresh();
      double seconds =
          traffic.run(
              next -> {
                if (next == settings.requests / 3 && town.priceChange() != null) {
                  changePrice(town, desk, market, screen);
                }
                if (next == settings.requests / 2 && town.newcomer() >= 0) {
                  openModel(town, desk, market, screen);
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

  private void changePrice(Town town, ControlDesk desk, Market market, Screen screen)
      throws InterruptedException {
    PriceChange change = town.priceChange();
    market.reprice(change.model(), change.price());
    desk.offer(town.data().pool().get(change.model()), change.price());
    screen.event(
        String.format(
            "request %,d: %s now costs $%.2f / $%.2f a million tokens",
            settings.requests / 3,
            town.data().pool().get(change.model()).name(),
            change.price().inputUsdPerMtok(),
            change.price().outputUsdPerMtok()));
  }

  private void openModel(Town town, ControlDesk desk, Market market, Screen screen)
      throws InterruptedException {
    var model = town.data().pool().get(town.newcomer());
    market.open(town.newcomer());
    desk.offer(model, model.price());
    screen.event(String.format("request %,d: new model %s", settings.requests / 2, model.name()));
  }

  private Users users(Town town) {
    return new Users(
        new ReportingRates(settings.satisfiedRate(), settings.dissatisfiedRate()),
        settings.feedbackDelay(),
        town.data().graded(),
        settings.seed);
  }

  private static String bestModel(Town town) {
    double[] quality = town.data().meanQuality();
    int best =
        IntStream.range(0, quality.length)
            .filter(town.start()::get)
            .reduce((a, b) -> quality[b] > quality[a] ? b : a)
            .orElseThrow();
    return town.data().pool().get(best).name();
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
