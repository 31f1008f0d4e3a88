package dev.surety.demo.run;

import dev.surety.client.Gateway;
import dev.surety.client.Standings;
import dev.surety.client.Topics;
import dev.surety.demo.traffic.ReportingRates;
import dev.surety.demo.traffic.TrafficPlan;
import dev.surety.demo.traffic.Users;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * All that stands around a router: the gateway, the models behind it, the users and their traffic.
 * It knows the router by its topics and its journal alone, so it can serve with any job, wherever
 * that runs.
 */
final class UserSide implements AutoCloseable {

  private final DemoScenario town;
  private final Map<String, Object> kafka;
  private final Topics topics;
  private final Standings standings;
  private final ModelCatalog market;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Gateway gateway;
  private final SimulatedEnvironment crowd;
  private final Traffic traffic;

  /**
   * @param kafka client settings: bootstrap.servers and whatever security needs
   */
  UserSide(DemoSettings settings, DemoScenario town, Map<String, Object> kafka, Topics topics) {
    this.town = town;
    this.kafka = kafka;
    this.topics = topics;
    standings = new Standings(bestModel(town));
    market = new ModelCatalog(town.data(), town.start());
    gateway = new Gateway(kafka, topics, settings.timeout(), standings);
    crowd = new SimulatedEnvironment(town.data(), users(settings, town), market, gateway, later);
    TrafficPlan plan =
        new TrafficPlan(
            town.tenants(), settings.requests, town.data().size(), settings.rate, settings.seed);
    traffic = new Traffic(town, plan, gateway, crowd, !settings.noTag);
  }

  Standings standings() {
    return standings;
  }

  ModelCatalog market() {
    return market;
  }

  Traffic traffic() {
    return traffic;
  }

  long feedbackSent() {
    return crowd.feedbackSent();
  }

  /**
   * Waits until the users have said all that they will, and Kafka has it.
   *
   * @param stop counted down to wait no longer
   */
  void awaitFeedback(CountDownLatch stop) throws InterruptedException {
    boolean stopped = false;
    while (!stopped && crowd.feedbackWaiting() > 0) {
      stopped = stop.await(20, TimeUnit.MILLISECONDS);
    }
    gateway.flush();
  }

  /**
   * The account of the run, once the job has written all of its journal.
   *
   * @param seconds from the first request to the last answer
   */
  Summary summary(Path journal, long jobRestarts, double seconds) throws IOException {
    RunTally ledger = new RunTally(traffic.all(), town.tenants(), town.data());
    ledger.read(kafka, topics, journal);
    return ledger.summary(traffic.sent(), crowd.feedbackSent(), jobRestarts, seconds);
  }

  @Override
  public void close() {
    later.shutdownNow();
    gateway.close();
  }

  private static Users users(DemoSettings settings, DemoScenario town) {
    return new Users(
        new ReportingRates(settings.satisfiedRate(), settings.dissatisfiedRate()),
        settings.feedbackDelay(),
        town.data().graded(),
        settings.seed);
  }

  private static String bestModel(DemoScenario town) {
    double[] quality = town.data().meanQuality();
    int best =
        IntStream.range(0, quality.length)
            .filter(town.start()::get)
            .reduce((a, b) -> quality[b] > quality[a] ? b : a)
            .orElseThrow();
    return town.data().pool().get(best).name();
  }
}
