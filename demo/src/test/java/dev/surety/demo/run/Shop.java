package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.cluster.FlinkRest;
import dev.surety.demo.cluster.JarRun;
import dev.surety.demo.gateway.Topics;
import dev.surety.demo.kafka.TopicAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/**
 * Topics, tenants and their traffic on a broker, and the submitted jar that serves them on a
 * cluster. The traffic knows nothing of the job: it flows on while there is none.
 */
final class Shop implements AutoCloseable {

  static final int REQUESTS = 600;

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final String name;
  private final String bootstrap;
  private final FlinkRest rest;
  private final String jar;
  private final Path journal;
  private final DemoSettings settings =
      CommandLine.populateCommand(
          new DemoSettings(),
          "--requests=" + REQUESTS,
          "--rate=60",
          "--timeout=120", // longer than any outage here: who waits is served
          "--feedback-rate=0.5",
          "--feedback-delay=0.2");
  private final Topics topics;
  private final Town town;
  private final Map<String, Object> clients;
  private final UserSide users;
  private FutureTask<Double> traffic;
  private volatile int allowed;

  /**
   * @param name of the consumer group, and before that of each topic
   * @param jar id of the uploaded jar
   * @param folder of the journal's folder
   */
  Shop(String name, String bootstrap, FlinkRest rest, String jar, Path folder) throws Exception {
    this.name = name;
    this.bootstrap = bootstrap;
    this.rest = rest;
    this.jar = jar;
    journal = folder.resolve("journal-" + name);
    town = Town.of(settings);
    clients = Map.of("bootstrap.servers", bootstrap);
    topics =
        new Topics(
            name + "-requests",
            name + "-feedback",
            name + "-control",
            name + "-decisions",
            name + "-standings",
            name + "-dead-letters");
    TopicAdmin.create(bootstrap, TopicLayout.of(topics, 2));
    try (ControlDesk desk = new ControlDesk(clients, topics.control())) {
      desk.open(town, settings);
    }
    users = new UserSide(settings, town, clients, topics);
  }

  /** Submits the jar and returns the job's id once it runs everywhere. */
  String start(int parallelism, String savepoint) throws IOException {
    JarRun run =
        JarRun.of(
                "--kafka.bootstrap.servers=" + bootstrap,
                "--kafka.group.id=" + name,
                "--kafka.topics.requests=" + topics.requests(),
                "--kafka.topics.feedback=" + topics.feedback(),
                "--kafka.topics.control=" + topics.control(),
                "--kafka.topics.decisions=" + topics.decisions(),
                "--kafka.topics.standings=" + topics.standings(),
                "--kafka.topics.dead-letters=" + topics.deadLetters(),
                "--journal.path=" + journal.toUri(),
                "--journal.compact-every=0")
            .withParallelism(parallelism);
    String job = rest.run(jar, savepoint == null ? run : run.from(savepoint));
    rest.awaitRunning(job, LIMIT);
    return job;
  }

  /** Traffic flows from now on, whatever happens to the job, as far as it is let in. */
  void openDoors() {
    traffic = new FutureTask<>(() -> users.traffic().run(this::awaitTurn));
    Thread thread = new Thread(traffic, "traffic-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  void letIn(int requests) {
    allowed = requests;
  }

  private boolean awaitTurn(int next) throws InterruptedException {
    while (next >= allowed) {
      Thread.sleep(20);
    }
    return true;
  }

  void awaitAnswered(int requests) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (users.traffic().all().size() < requests) {
      assertThat(System.nanoTime()).as("%d answers in time", requests).isLessThan(deadline);
      if (traffic.isDone()) {
        traffic.get();
      }
      Thread.sleep(20);
    }
  }

  /** All requests are answered, all users have spoken, and the job has heard it. */
  void awaitServed() throws Exception {
    traffic.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    users.awaitFeedback(new CountDownLatch(1));
    new Backlog(clients, name, topics.requests(), topics.feedback()).awaitEmpty(LIMIT);
  }

  UserAccount account() throws Exception {
    return UserAccount.of(users, journal, REQUESTS);
  }

  void assertFoldsTo(String savepoint) {
    FoldedAgainstSaved compared = FoldedAgainstSaved.compare(journal, savepoint);
    assertThat(compared.report().firstMismatches().stream().limit(3)).isEmpty();
    assertThat(compared.report().holds()).isTrue();
    assertThat(compared.keys()).hasSize(town.tenants().size());
    assertThat(compared.differing()).isEmpty();
    System.out.printf(
        "%s: %d events folded: account and learner of %d keys equal the savepoint%n",
        name, compared.report().events(), compared.keys().size());
  }

  @Override
  public void close() {
    users.close();
  }
}
