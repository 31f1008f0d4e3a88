package dev.surety.trials.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import dev.surety.testing.SharedFlink;
import dev.surety.trials.cluster.ClusterSettings;
import dev.surety.trials.cluster.FlinkJars;
import dev.surety.trials.cluster.FlinkJob;
import dev.surety.trials.cluster.FlinkRest;
import dev.surety.trials.cluster.JarRun;
import dev.surety.trials.cluster.StandaloneCluster;
import dev.surety.trials.cluster.ZooKeeperProcess;
import dev.surety.trials.soak.FailoverWithoutKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The overlay with all components, in application mode on real processes: arguments, options and
 * Flink's configuration are read from what kubectl builds. The job outlives a JobManager that dies
 * while Kafka is away: the next one runs the program's main again, without a broker. Put in their
 * place are only what this machine doesn't have: buckets (folders), the addresses of Kafka and its
 * credentials, Kubernetes as the keeper of high availability (ZooKeeper), fixed ports, pods of
 * gigabytes (one TaskManager has the slots of all), and the minute that the job waits for Kafka by
 * default: two seconds.
 *
 * <p>Shown once: with the id of another vertex in {@code job.autoscaler.vertex.exclude.ids} it
 * fails. With a main that asks Kafka, as it did before, the application ends for good at the first
 * time-out, and the test with it. With the admin clients' own way back to the brokers (see {@code
 * PatientAdmin}) the JobManagers log 137 MB.
 */
@Requires(Outside.K8S)
@ExtendWith(SharedFlink.class)
class ManifestITCase {

  private static final Path REPOSITORY = Path.of("..");
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String BUCKET = "s3://surety-state/";
  private static final int LOG_BYTES = 5_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int TIMEOUTS = 2;
  private static final int PORTS = 20;

  @Test
  void theJobOfTheManifestOutlivesAJobManagerThatDiesWhileKafkaIsAway(@TempDir Path folder)
      throws Exception {
    Overlay overlay = Overlay.build("fleet");
    FlinkJars flink = FlinkJars.ofBuild(REPOSITORY).withJob(FlinkJars.jobOfBuild(REPOSITORY));
    int metrics = LoopbackPorts.free();
    try (ZooKeeperProcess zooKeeper = ZooKeeperProcess.start(folder.resolve("zookeeper"), flink);
        BrokerThatLeaves broker = BrokerThatLeaves.start(folder.resolve("kafka"));
        LiveWorkload workload =
            FailoverWithoutKafka.workload(broker.bootstrap(), folder.resolve("journal"));
        StandaloneCluster cluster =
            StandaloneCluster.start(
                settings(overlay, folder, flink, zooKeeper, metrics)
                    .withApplication(run(overlay, folder, workload)))) {
      FlinkRest rest = cluster.rest();
      String job = rest.awaitOnlyJob(LIMIT);
      FlinkJob running = rest.awaitRunning(job, LIMIT);
      rest.awaitCheckpointAfter(job, 0, LIMIT);
      String checkpoint = rest.latestCheckpoint(job).orElseThrow();
      String reported = scrape(metrics);
      FailoverWithoutKafka.Outcome outcome =
          FailoverWithoutKafka.play(workload, broker, cluster, TIMEOUTS);

      assertThat(running.vertices())
          .allSatisfy(
              vertex ->
                  assertThat(vertex.parallelism())
                      .isEqualTo(isAlone(vertex) ? 1 : overlay.parallelism()))
          .filteredOn(ManifestITCase::isAlone)
          .extracting(FlinkJob.Vertex::id)
          .containsExactlyInAnyOrder(
              overlay.flinkConfiguration().get("job.autoscaler.vertex.exclude.ids").split(";"));
      assertThat(checkpoint).contains("/bucket/checkpoints/" + job);
      assertThat(outcome.savepoint()).contains("/bucket/savepoints/");
      assertThat(folder.resolve("bucket/ha")).isNotEmptyDirectory();
      assertThat(reported)
          .contains(
              "flink_jobmanager_job_numRestarts", "flink_taskmanager_job_task_operator_surety_");

      System.out.println(outcome);
      assertThat(outcome.attempts()).isGreaterThanOrEqualTo(TIMEOUTS);
      // Of the control topic or of a source, whichever lost patience first.
      assertThat(outcome.whyInVain()).contains("kafka.common.errors.TimeoutException");
      assertThat(workload.answered()).isEqualTo((int) outcome.requests()).isPositive();
      assertThat(outcome.decisionsLost()).isZero();
      assertThat(outcome.rowsLost()).isZero();
      assertThat(outcome.holds()).isTrue();
      assertThat(outcome.loggedBytes()).isLessThan(LOG_BYTES);
    }
  }

  /** One task, however many the others are: what it does has one order. */
  private static boolean isAlone(FlinkJob.Vertex vertex) {
    return vertex.name().contains("control")
        || vertex.name().startsWith("FLEET")
        || vertex.name().startsWith("HEALTH");
  }

  private static ClusterSettings settings(
      Overlay overlay, Path folder, FlinkJars flink, ZooKeeperProcess zooKeeper, int metrics) {
    Map<String, String> configuration = overlay.flinkConfiguration();
    ClusterSettings settings = ClusterSettings.in(folder.resolve("cluster"), flink);
    for (Map.Entry<String, String> entry : configuration.entrySet()) {
      settings = settings.with(entry.getKey(), here(entry.getValue(), folder));
    }
    return settings
        .withTaskManagers(1, overlay.parallelism())
        .with("taskmanager.numberOfTaskSlots", String.valueOf(overlay.parallelism()))
        .withHighAvailability(zooKeeper, bucket(folder).resolve("ha"))
        .quickToStart()
        // The JobManager starts first and has the first port.
        .with("metrics.reporter.prom.port", metrics + "-" + (metrics + PORTS));
  }

  private static JarRun run(Overlay overlay, Path folder, LiveWorkload workload) throws Exception {
    List<String> arguments = new ArrayList<>();
    Path options = Files.createDirectories(folder.resolve("options")).resolve("surety.yaml");
    Overlay local = new Overlay(overlay.spec(), overlay.options().deepCopy());
    local.options().withObject("/kafka").remove("properties");
    Files.writeString(options, local.optionsFile());
    overlay
        .spec()
        .at("/job/args")
        .forEach(
            argument ->
                arguments.add(
                    argument.asText().replace("/opt/surety/surety.yaml", options.toString())));
    arguments.addAll(workload.jobArguments());
    arguments.addAll(FailoverWithoutKafka.patience(TIMEOUT));
    return JarRun.of(arguments.toArray(String[]::new))
        .withMainClass(overlay.spec().at("/job/entryClass").asText())
        .withParallelism(overlay.parallelism());
  }

  private static String here(String value, Path folder) {
    return value
        .replace(BUCKET, bucket(folder).toUri() + "/")
        .replace("/rocksdb", folder.resolve("rocksdb").toString());
  }

  private static Path bucket(Path folder) {
    return folder.resolve("bucket");
  }

  /** Of all processes; each takes the first port that is free. */
  private static String scrape(int first) throws Exception {
    StringBuilder reported = new StringBuilder();
    for (int port = first; port <= first + PORTS; port++) {
      URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
      try {
        reported.append(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(metrics).timeout(LIMIT).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body());
      } catch (IOException e) {
        // Nobody's port, or somebody's who speaks otherwise.
      }
    }
    return reported.toString();
  }
}
