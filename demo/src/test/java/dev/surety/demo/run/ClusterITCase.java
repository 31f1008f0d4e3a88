package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.cluster.BrokerProcess;
import dev.surety.demo.cluster.ClusterSettings;
import dev.surety.demo.cluster.FlinkJars;
import dev.surety.demo.cluster.FlinkRest;
import dev.surety.demo.cluster.RegisteredWorker;
import dev.surety.demo.cluster.StandaloneCluster;
import dev.surety.demo.cluster.StateBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar that people submit, on a real cluster and broker, while requests keep coming. Guards that
 * nothing is lost or counted twice when the job is stopped with a savepoint, started from it with
 * another parallelism, or loses a TaskManager to SIGKILL; and that what all runs together have
 * journaled folds to the last savepoint, byte by byte.
 *
 * <p>After a kill, requests since the last checkpoint are decided again and possibly otherwise.
 * That the gateway executes the first decision and the journal has the last is no fault: {@link
 * UserAccount} asserts that each such difference is marked.
 *
 * <p>Shown once: when lineage rows do not name the run they continue, the first test fails at the
 * fold; when ROUTE counts feedback on another decision than the one on record, the second fails at
 * the first such record.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterITCase {

  private static final Path REPOSITORY = Path.of("..");
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int DURING_OUTAGE = 40;

  private Path folder;
  private BrokerProcess broker;
  private StandaloneCluster cluster;
  private FlinkRest rest;
  private String jar;

  @BeforeAll
  void startBrokerAndCluster(@TempDir Path temporary) throws Exception {
    folder = temporary;
    broker = BrokerProcess.start(folder.resolve("kafka"), folder.resolve("kafka-log"));
    cluster =
        StandaloneCluster.start(
            ClusterSettings.in(folder.resolve("cluster"), FlinkJars.ofBuild(REPOSITORY))
                .withTaskManagers(2, 2)
                .with("env.java.opts.all", "-XX:TieredStopAtLevel=1") // start sooner
                .withStateBackend(StateBackend.ROCKSDB)
                .withSavepointFolder(folder.resolve("savepoints"))
                .withCheckpointInterval(Duration.ofMillis(500)));
    rest = cluster.rest();
    jar = rest.uploadJar(jobJar());
  }

  @AfterAll
  void endBrokerAndCluster() throws IOException {
    try (BrokerProcess ended = broker) {
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  @Test
  void losesNothingOverSavepointsAndRescaling() throws Exception {
    try (Shop shop = new Shop("rescaled", broker.bootstrap(), rest, jar, folder)) {
      String first = shop.start(2, null);
      shop.openDoors();
      shop.letIn(Shop.REQUESTS / 3 + DURING_OUTAGE);
      shop.awaitAnswered(Shop.REQUESTS / 3);
      String savepoint = stop(first);
      String second = shop.start(2, savepoint);
      shop.letIn(2 * Shop.REQUESTS / 3 + DURING_OUTAGE);
      shop.awaitAnswered(2 * Shop.REQUESTS / 3);
      savepoint = stop(second);
      String third = shop.start(1, savepoint);
      shop.letIn(Shop.REQUESTS);
      shop.awaitServed();
      for (String job : List.of(first, second, third)) {
        assertThat(rest.lastFailure(job)).isEmpty();
      }
      savepoint = stop(third);

      UserAccount account = shop.account();
      account.assertEachRequestExecutedOnceAndBooked();
      assertThat(account.summary().decisions()).isEqualTo(Shop.REQUESTS);
      assertThat(account.summary().outcomes())
          .isEqualTo(Map.of("counted", account.summary().feedbackSent()));
      shop.assertFoldsTo(savepoint);
    }
  }

  @Test
  void losesNothingWhenATaskManagerDies() throws Exception {
    try (Shop shop = new Shop("killed", broker.bootstrap(), rest, jar, folder)) {
      String job = shop.start(2, null);
      shop.openDoors();
      shop.letIn(Shop.REQUESTS);
      shop.awaitAnswered(Shop.REQUESTS / 2);
      cluster.killTaskManager(busyTaskManager());
      shop.awaitServed();
      assertThat(rest.lastFailure(job)).isPresent();
      cluster.startTaskManager();
      String savepoint = stop(job);

      UserAccount account = shop.account();
      account.assertEachRequestExecutedOnceAndBooked();
      account.assertDifferencesAreMarked();
      shop.assertFoldsTo(savepoint);
    }
  }

  private String stop(String job) throws IOException {
    return Path.of(URI.create(rest.stopWithSavepoint(job, LIMIT))).toString();
  }

  private static Path jobJar() throws IOException {
    try (Stream<Path> files = Files.list(REPOSITORY.resolve("job/target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("surety-job-[0-9].*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("job/target has no surety-job-VERSION.jar; build it"));
    }
  }

  private int busyTaskManager() throws IOException {
    String busy =
        rest.taskManagers().stream()
            .filter(taskManager -> taskManager.freeSlots() < taskManager.slots())
            .map(RegisteredWorker::id)
            .findFirst()
            .orElseThrow();
    return IntStream.range(0, cluster.taskManagersStarted())
        .filter(index -> cluster.taskManagerName(index).equals(busy))
        .findFirst()
        .orElseThrow();
  }
}
