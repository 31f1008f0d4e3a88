package dev.surety.trials.soak;

import dev.surety.demo.run.LiveWorkload;
import dev.surety.job.RouterJob;
import dev.surety.trials.cluster.BrokerProcess;
import dev.surety.trials.cluster.ClusterSettings;
import dev.surety.trials.cluster.FlinkJars;
import dev.surety.trials.cluster.FlinkRest;
import dev.surety.trials.cluster.JarRun;
import dev.surety.trials.cluster.StandaloneCluster;
import dev.surety.trials.cluster.ZooKeeperProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A JobManager dies while Kafka is away. In application mode the one that replaces it runs the
 * program's main again, without a broker; the broker is back only after the job has failed to reach
 * it as often as asked. Nobody touches the job meanwhile: it has to decide by itself, from the
 * checkpoint before, whatever came in.
 *
 * <p>Real processes: ZooKeeper, a broker, a JobManager with one job of its own as the Kubernetes
 * operator starts it, a TaskManager.
 */
public final class FailoverWithoutKafka {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int REQUESTS = 200;
  private static final int DURING_OUTAGE = 40;
  private static final double RATE = 40;

  private FailoverWithoutKafka() {}

  /**
   * What came of it.
   *
   * @param requests sent, a part of them while nobody could decide
   * @param decisionsLost see {@link Losses}
   * @param rowsLost of the journal
   * @param attempts of the job in vain to reach Kafka, under the new JobManager
   * @param whyInVain as Flink tells of the last of them
   * @param holds whether the user side misses nothing and the journal folds to the last savepoint
   * @param loggedBytes by all JobManagers together: an outage must not fill a disk
   * @param secondsToDecide from when the broker is back to the first answer
   * @param savepoint that the job ended with, as Flink names it
   */
  public record Outcome(
      long requests,
      long decisionsLost,
      long rowsLost,
      long attempts,
      String whyInVain,
      boolean holds,
      long loggedBytes,
      double secondsToDecide,
      String savepoint) {}

  /** The broker of a play. */
  public interface Broker {

    /** Returns once nobody is answered any more. */
    void leave() throws IOException;

    /** At the same address, with all records; returns once it answers. */
    void comeBack() throws IOException;
  }

  /**
   * Plays it once.
   *
   * @param repository its root folder, built
   * @param folder for all that the processes write
   * @param timeout of the job for Kafka ({@code kafka.control-timeout})
   * @param timeouts how many of them Kafka is away for after the new JobManager began, 1 or more
   * @throws IOException if the job ends, or doesn't decide within 3 minutes
   */
  public static Outcome play(Path repository, Path folder, Duration timeout, int timeouts)
      throws IOException, InterruptedException {
    Path job = FlinkJars.jobOfBuild(repository);
    FlinkJars flink = FlinkJars.ofBuild(repository).withJob(job);
    try (ZooKeeperProcess zooKeeper = ZooKeeperProcess.start(folder.resolve("zookeeper"), flink);
        BrokerProcess broker =
            BrokerProcess.start(folder.resolve("kafka"), folder.resolve("kafka-log"));
        LiveWorkload workload = workload(broker.bootstrap(), folder.resolve("journal"))) {
      List<String> arguments = new ArrayList<>(workload.jobArguments());
      arguments.addAll(patience(timeout));
      ClusterSettings settings =
          ClusterSettings.in(folder.resolve("cluster"), flink)
              .withTaskManagers(1, 1)
              .with("env.java.opts.all", "-XX:TieredStopAtLevel=1") // start sooner
              .withHighAvailability(zooKeeper, folder.resolve("ha"))
              .withSavepointFolder(folder.resolve("savepoints"))
              .withCheckpointInterval(Duration.ofMillis(500))
              .withApplication(JarRun.of(arguments).withMainClass(RouterJob.class.getName()));
      try (StandaloneCluster cluster = StandaloneCluster.start(settings)) {
        return play(workload, process(broker), cluster, timeouts);
      }
    }
  }

  private static Broker process(BrokerProcess broker) {
    return new Broker() {
      @Override
      public void leave() throws IOException {
        broker.kill();
      }

      @Override
      public void comeBack() throws IOException {
        broker.restart();
      }
    };
  }

  /** What the users of a play do. */
  public static LiveWorkload workload(String bootstrap, Path journal)
      throws IOException, InterruptedException {
    return new LiveWorkload("failover", bootstrap, journal, REQUESTS, RATE, 1);
  }

  /**
   * The job's options for how long it waits for Kafka.
   *
   * @param timeout see {@code kafka.control-timeout}
   */
  public static List<String> patience(Duration timeout) {
    // An attempt has ended when the sources' enumerators, too, have given up their questions.
    long answer = 5 * timeout.toMillis();
    return List.of(
        "--kafka.control-timeout=" + timeout.toMillis() + "ms",
        "--kafka.properties.request.timeout.ms=" + answer,
        "--kafka.properties.default.api.timeout.ms=" + answer);
  }

  /**
   * Plays it once on a cluster whose only job is the application that serves the workload, which
   * has not begun; the job ends with a savepoint.
   *
   * @param timeouts see above
   * @throws IOException if the job ends before, or doesn't decide within 3 minutes
   */
  public static Outcome play(
      LiveWorkload workload, Broker broker, StandaloneCluster cluster, int timeouts)
      throws IOException, InterruptedException {
    FlinkRest rest = cluster.rest();
    String job = rest.awaitOnlyJob(LIMIT);
    workload.start();
    workload.admit(REQUESTS / 2);
    workload.awaitAnswered(REQUESTS / 4, LIMIT);
    rest.awaitCheckpointAfter(job, rest.completedCheckpoints(job), LIMIT);

    broker.leave();
    int answered = workload.answered();
    cluster.killJobManager();
    workload.admit(REQUESTS / 2 + DURING_OUTAGE);
    cluster.startJobManager();
    String heir = rest.awaitOnlyJob(LIMIT);
    long attempts = rest.awaitRestarts(heir, timeouts, LIMIT);
    String whyInVain = rest.lastFailure(heir).orElse("");

    broker.comeBack();
    long back = System.nanoTime();
    workload.awaitAnswered(answered + 1, LIMIT);
    double seconds = (System.nanoTime() - back) / 1e9;
    workload.awaitAnswered(REQUESTS / 2 + DURING_OUTAGE, LIMIT);
    workload.admit(REQUESTS);
    workload.awaitServed(LIMIT);
    String savepoint = rest.stopWithSavepoint(heir, LIMIT);
    Audit audit = Audit.of(workload, Site.local(savepoint));
    return new Outcome(
        audit.losses().requests(),
        audit.losses().decisionsLost(),
        audit.journalRowsLost(),
        attempts,
        whyInVain,
        audit.holds(),
        cluster.loggedByJobManagers(),
        seconds,
        savepoint);
  }
}
