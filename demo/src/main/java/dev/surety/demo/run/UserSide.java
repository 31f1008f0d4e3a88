package dev.surety.demo.run;

import dev.surety.client.Fallback;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Standings;
import dev.surety.client.Topics;
import dev.surety.demo.door.DemoDoor;
import dev.surety.demo.traffic.AnswerJudge;
import dev.surety.demo.traffic.ReportingRates;
import dev.surety.demo.traffic.TrafficPlan;
import dev.surety.demo.traffic.Users;
import dev.surety.domain.JudgeTerms;
import dev.surety.lab.evaluate.SimulatedJudge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that stands around a router: the gateway, the models behind it, the users and their traffic.
 * It knows the router by its topics and its journal alone, so it can serve with any job, wherever
 * that runs.
 */
final class UserSide implements AutoCloseable {

  /** More than Kafka's clients keep a record. */
  private static final Duration FLUSH = Duration.ofMinutes(11);

  private final DemoScenario scenario;
  private final Map<String, Object> kafka;
  private final Topics topics;
  private final ModelCatalog catalog;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Gateway gateway;
  private final SimulatedEnvironment environment;
  private final Traffic traffic;
  private final DemoDoor door;
  private final TrafficPlan plan;
  private final int warmUp;
  private final boolean fleet;
  private final boolean judged;

  /**
   * @param kafka client settings: bootstrap.servers and whatever security needs
   * @param door through which users come; {@code null} if their gateway asks the router itself
   */
  UserSide(
      DemoSettings settings,
      DemoScenario scenario,
      Map<String, Object> kafka,
      Topics topics,
      DemoDoor door)
      throws IOException {
    this.door = door;
    this.scenario = scenario;
    this.kafka = kafka;
    this.topics = topics;
    catalog = new ModelCatalog(scenario.data(), scenario.start());
    gateway =
        Gateway.open(
            GatewaySettings.builder(kafka)
                .topics(topics)
                .timeout(settings.timeout())
                .fallback(Fallback.byStanding(scenario.bestModel()))
                .build());
    environment =
        new SimulatedEnvironment(
            scenario.data(), users(settings, scenario), judge(settings), catalog, gateway, later);
    plan =
        new TrafficPlan(
            scenario.tenants(),
            settings.requests,
            scenario.data().size(),
            settings.rate,
            settings.seed);
    warmUp = settings.warmUpRequests();
    fleet = settings.fleet();
    judged = settings.judge != null;
    traffic =
        new Traffic(
            plan,
            door == null
                ? new GatewayUsers(scenario, environment, gateway, !settings.noTag)
                : new DoorUsers(scenario, environment, door.baseUrl(), door::key, !settings.noTag));
  }

  Standings standings() {
    return gateway.standings();
  }

  ModelCatalog catalog() {
    return catalog;
  }

  Traffic traffic() {
    return traffic;
  }

  long feedbackSent() {
    return environment.feedbackSent();
  }

  /**
   * Waits until the users have said all that they will, and Kafka has it.
   *
   * @param stop counted down to wait no longer
   */
  void awaitFeedback(CountDownLatch stop) throws InterruptedException {
    boolean stopped = false;
    while (!stopped && environment.feedbackWaiting() > 0) {
      stopped = stop.await(20, TimeUnit.MILLISECONDS);
    }
    gateway.flush(FLUSH);
    if (door != null) {
      door.flush(FLUSH);
    }
  }

  /**
   * The account of the run, once the job has written all of its journal.
   *
   * @param seconds from the first request to the last answer
   */
  Summary summary(Path journal, long jobRestarts, double seconds) throws IOException {
    RunTally tally =
        new RunTally(traffic.all(), own(), scenario.tenants(), scenario.data(), fleet, judged);
    tally.read(kafka, topics, journal);
    return tally.summary(traffic.sent(), warmUp, environment.feedbackSent(), jobRestarts, seconds);
  }

  /** Ids of the users' requests: those of the plan, or as the door named them. */
  private Predicate<String> own() {
    return door == null
        ? plan::isPlanned
        : traffic.all().stream()
                .map(served -> served.request().requestId())
                .collect(Collectors.toSet())
            ::contains;
  }

  @Override
  public void close() {
    later.shutdownNow();
    gateway.close();
  }

  /** The judge of a run, or {@code null}. */
  static AnswerJudge judge(DemoSettings settings) {
    JudgeTerms terms = settings.judge();
    return terms == null ? null : new AnswerJudge(new SimulatedJudge(terms), settings.seed);
  }

  static Users users(DemoSettings settings, DemoScenario scenario) {
    return new Users(
        new ReportingRates(settings.satisfiedRate(), settings.dissatisfiedRate()),
        settings.feedbackDelay(),
        scenario.data().graded(),
        settings.seed);
  }
}
