package dev.surety.demo.run;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.TopicAdmin;
import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Topics, tenants and their traffic on a broker, to be served by a job that runs elsewhere. The
 * traffic knows nothing of the job: it flows on while there is none, and who waits is served.
 */
public final class LiveWorkload implements AutoCloseable {

  /** Longer than any outage. */
  private static final int GATEWAY_TIMEOUT_SECONDS = 600;

  private static final int MOST_ROWS = 6_000;

  /** How many there are unless somebody says otherwise. */
  public static final int TENANTS = 3;

  private static final long STEP_MILLIS = 20;

  private final String name;
  private final String bootstrap;
  private final Path journal;
  private final Topics topics;
  private final Map<String, Object> clients;
  private final DemoScenario scenario;
  private final UserSide users;
  private final boolean fleet;
  private FutureTask<Double> traffic;
  private volatile int allowed;
  private volatile boolean closing;

  /**
   * Creates the topics and publishes models and promises.
   *
   * @param name of the consumer group, and before that of each topic
   * @param journal folder that the job shall write its journal to
   * @param requests how many may come at most
   * @param rate requests a second
   */
  public LiveWorkload(
      String name, String bootstrap, Path journal, int requests, double rate, long seed)
      throws IOException, InterruptedException {
    this(name, bootstrap, journal, requests, rate, seed, TENANTS, false);
  }

  /**
   * The same.
   *
   * @param tenants how many; five or more learn from each other
   * @param judged whether promises name a judge, whose labels are bought where they are worth it;
   *     then one user in ten speaks, and otherwise every other
   */
  public LiveWorkload(
      String name,
      String bootstrap,
      Path journal,
      int requests,
      double rate,
      long seed,
      int tenants,
      boolean judged)
      throws IOException, InterruptedException {
    this.name = name;
    this.bootstrap = bootstrap;
    this.journal = journal;
    DemoSettings settings =
        CommandLine.populateCommand(
            new DemoSettings(),
            "--requests=" + Math.min(requests, MOST_ROWS),
            "--rate=" + rate,
            "--seed=" + seed,
            "--tenants=" + tenants,
            "--timeout=" + GATEWAY_TIMEOUT_SECONDS,
            "--feedback-rate=" + (judged ? 0.1 : 0.5),
            "--feedback-delay=0.2");
    settings.judge = judged ? DemoSettings.USUAL_JUDGE : null;
    fleet = settings.fleet();
    scenario = DemoScenario.of(settings);
    settings.requests = requests; // past the rows of the data they are drawn again
    clients = Map.of("bootstrap.servers", bootstrap);
    topics = Topics.prefixed(name + "-");
    TopicAdmin.create(bootstrap, TopicLayout.of(topics, 2));
    try (ControlDesk desk = new ControlDesk(clients, topics.control())) {
      desk.open(scenario, settings);
    }
    users = new UserSide(settings, scenario, clients, topics, null);
  }

  /** The arguments of the job that serves here. */
  public List<String> jobArguments() {
    return List.of(
        "--kafka.bootstrap.servers=" + bootstrap,
        "--kafka.group.id=" + name,
        "--kafka.topics.requests=" + topics.requests(),
        "--kafka.topics.feedback=" + topics.feedback(),
        "--kafka.topics.control=" + topics.control(),
        "--kafka.topics.decisions=" + topics.decisions(),
        "--kafka.topics.standings=" + topics.standings(),
        "--kafka.topics.dead-letters=" + topics.deadLetters(),
        "--fleet.publish=" + fleet,
        "--fleet.publish-every=1 s",
        "--journal.path=" + journal.toUri());
  }

  public Path journal() {
    return journal;
  }

  public Topics topics() {
    return topics;
  }

  /** Settings of Kafka clients. */
  public Map<String, Object> clients() {
    return clients;
  }

  /** How many promises were given: keys that the job has state of in the end. */
  public int tenants() {
    return scenario.tenants().size();
  }

  /** Traffic flows from now on, whatever happens to the job, as far as it is admitted. */
  public void start() {
    traffic = new FutureTask<>(() -> users.traffic().run(this::awaitTurn));
    Thread thread = new Thread(traffic, "traffic-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Admits the first so many requests of the plan. */
  public void admit(int requests) {
    allowed = requests;
  }

  private boolean awaitTurn(int next) throws InterruptedException {
    while (next >= allowed && !closing) {
      Thread.sleep(STEP_MILLIS);
    }
    return !closing;
  }

  /** No further request is admitted; those that were will be served. */
  public void stop() {
    closing = true;
  }

  /** How many users have their answer. */
  public int answered() {
    return users.traffic().all().size();
  }

  /** Waits until that many users have their answer. */
  public void awaitAnswered(int requests, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (answered() < requests) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "%d of %d answers within %d s".formatted(answered(), requests, limit.toSeconds()));
      }
      Thread.sleep(STEP_MILLIS);
    }
  }

  /** All that were admitted are answered, all users have spoken, and the job has heard it. */
  public void awaitServed(Duration limit) throws IOException, InterruptedException {
    try {
      traffic.get(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the traffic broke off: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the traffic did not end within " + limit.toSeconds() + " s", e);
    }
    users.awaitFeedback(new CountDownLatch(1));
    new Backlog(clients, name, topics.requests(), topics.feedback()).awaitEmpty(limit);
  }

  /** Of each request that was answered the decision executed; {@code null} where none came. */
  public Map<String, String> executed() {
    Map<String, String> executed = new HashMap<>();
    for (Served served : users.traffic().all()) {
      String id = served.request().requestId();
      if (executed.containsKey(id)) {
        throw new IllegalStateException("the gateway answered request " + id + " twice");
      }
      executed.put(id, served.decisionId());
    }
    return executed;
  }

  /** When users had their answers, epoch milliseconds, ascending. */
  public long[] answeredAt() {
    return users.traffic().all().stream().mapToLong(Served::answeredAt).sorted().toArray();
  }

  /** What the newest standing of every key says of its policy. */
  public Set<String> policiesInStandings() {
    return scenario.tenants().stream()
        .map(tenant -> users.standings().of(new TenantTier(tenant.name(), tenant.tier())).policy())
        .collect(Collectors.toSet());
  }

  public long feedbackSent() {
    return users.feedbackSent();
  }

  @Override
  public void close() {
    closing = true;
    users.close();
  }
}
