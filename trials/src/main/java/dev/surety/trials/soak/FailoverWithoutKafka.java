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
   */
  public record Outcome(
      long requests,
      long decisionsLost,
      long rowsLost,
      long attempts,
      String whyInVain,
      boolean holds,
      long loggedBytes,
      double secondsToDecide) {}

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
        LiveWorkload workload =
            new LiveWorkload(
                "failover", broker.bootstrap(), folder.resolve("journal"), REQUESTS, RATE, 1)) {
      List<String> arguments = new ArrayList<>(workload.jobArguments());
      arguments.add("--kafka.control-timeout=" + timeout.toMillis() + "ms");
      // An attempt has ended when the sources' enumerators, too, have given up their questions.
      long answer = 5 * timeout.toMillis();
      arguments.add("--kafka.properties.request.timeout.ms=" + answer);
      arguments.add("--kafka.properties.default.api.timeout.ms=" + answer);
      ClusterSettings settings =
          ClusterSettings.in(folder.resolve("cluster"), flink)
              .withTaskManagers(1, 1)
              .with("env.java.opts.all", "-XX:TieredStopAtLevel=1") // start sooner
              .withHighAvailability(zooKeeper, folder.resolve("ha"))
              .withSavepointFolder(folder.resolve("savepoints"))
              .withCheckpointInterval(Duration.ofMillis(500))
              .withApplication(JarRun.of(arguments).withMainClass(RouterJob.class.getName()));
      try (StandaloneCluster cluster = StandaloneCluster.start(settings)) {
        return play(workload, broker, cluster, timeouts);
      }
    }
  }

  private static Outcome play(
      LiveWorkload workload, BrokerProcess broker, StandaloneCluster cluster, int timeouts)
      throws IOException, InterruptedException {
    FlinkRest rest = cluster.rest();
    String job = rest.awaitOnlyJob(LIMIT);
    workload.start();
    workload.admit(REQUESTS / 2);
    workload.awaitAnswered(REQUESTS / 4, LIMIT);
    rest.awaitCheckpointAfter(job, rest.completedCheckpoints(job), LIMIT);

    broker.kill();
    int answered = workload.answered();
    cluster.killJobManager();
    workload.admit(REQUESTS / 2 + DURING_OUTAGE);
    cluster.startJobManager();
    String heir = rest.awaitOnlyJob(LIMIT);
    long attempts = rest.awaitRestarts(heir, timeouts, LIMIT);
    String whyInVain = rest.lastFailure(heir).orElse("");

    broker.restart();
    long back = System.nanoTime();
    workload.awaitAnswered(answered + 1, LIMIT);
    double seconds = (System.nanoTime() - back) / 1e9;
    workload.awaitAnswered(REQUESTS / 2 + DURING_OUTAGE, LIMIT);
    workload.admit(REQUESTS);
    workload.awaitServed(LIMIT);
    String savepoint = Site.local(rest.stopWithSavepoint(heir, LIMIT));
    Audit audit = Audit.of(workload, savepoint);
    return new Outcome(
        audit.losses().requests(),
        audit.losses().decisionsLost(),
        audit.journalRowsLost(),
        attempts,
        whyInVain,
        audit.holds(),
        cluster.loggedByJobManagers(),
        seconds);
  }
}
