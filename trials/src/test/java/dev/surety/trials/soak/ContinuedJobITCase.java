package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.OutcomeClass;
import dev.surety.testing.FlippedLabel;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.drill.ShortDrill;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job while requests keep coming, stopped with savepoints and started from them with another
 * parallelism, robbed of its TaskManager, and rolled back. Guards that nothing is lost or counted
 * twice, and that what all runs together have journaled folds to the last savepoint, byte by byte.
 * What "nothing" means: {@link Losses}. In one JVM: {@link ClusterITCase} has the processes.
 *
 * <p>Shown once: when lineage rows do not name the run they continue, the first test fails at the
 * fold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContinuedJobITCase {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int REQUESTS = 600;
  private static final int DURING_OUTAGE = 40;
  private static final double RATE = 120;

  private Path folder;
  private LocalSite site;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    site = LocalSite.start(folder);
  }

  @AfterAll
  void end() throws IOException {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void losesNothingOverSavepointsAndRescaling() throws Exception {
    try (LiveWorkload workload = workload("rescaled")) {
      String first = site.submit(workload, 1, options(null));
      workload.start();
      workload.admit(REQUESTS / 3 + DURING_OUTAGE);
      workload.awaitAnswered(REQUESTS / 3, LIMIT);
      String second = site.submit(workload, 2, options(site.stop(first)));
      workload.admit(2 * REQUESTS / 3 + DURING_OUTAGE);
      workload.awaitAnswered(2 * REQUESTS / 3, LIMIT);
      String third = site.submit(workload, 1, options(site.stop(second)));
      workload.admit(REQUESTS);
      workload.awaitServed(LIMIT);
      for (String job : List.of(first, second, third)) {
        assertThat(site.rest().lastFailure(job)).isEmpty();
      }

      String savepoint = site.stop(third);
      Audit audit = Audit.of(workload, savepoint);

      assertThat(audit.topics().decisionRecords()).isEqualTo(REQUESTS);
      assertThat(audit.topics().deadLetters()).isZero();
      assertThat(audit.losses().superseded()).isZero();
      assertThat(audit.losses().outcomes())
          .isEqualTo(Map.of(OutcomeClass.COUNTED, workload.feedbackSent()));
      assertNothingLost(workload, audit);

      ShortDrill.takeRowsAway(workload.journal());
      Audit silent = Audit.of(workload, savepoint);
      assertThat(silent.holds()).as("an account that rows are taken out of").isFalse();
      assertThat(silent.losses().decisionsLost()).isPositive();
      assertThat(silent.journalRowsLost()).isPositive();
    }
  }

  /**
   * A journal over the loss of a TaskManager and a restore from a savepoint that was not the last
   * one: rows after it are void. From what the whole history comes to under another policy the job
   * goes on, and every request is decided once on the branch that counts.
   */
  @Test
  void replaysAndReprocessesWhatItJournaled() throws Exception {
    try (LiveWorkload workload = workload("history")) {
      String first = site.submit(workload, 2, options(null));
      workload.start();
      workload.admit(REQUESTS / 4 + DURING_OUTAGE);
      workload.awaitAnswered(REQUESTS / 4, LIMIT);
      String older = site.stop(first);
      String second = site.submit(workload, 2, options(older));
      workload.admit(REQUESTS / 2);
      workload.awaitAnswered(REQUESTS / 2 - DURING_OUTAGE, LIMIT);
      site.replaceTaskManager();
      workload.awaitAnswered(REQUESTS / 2, LIMIT);
      site.rest().awaitRecovered(second, LIMIT);
      site.rest().awaitCheckpointAfter(second, site.rest().completedCheckpoints(second), LIMIT);
      site.rest().awaitRestarts(second, 1, LIMIT);
      site.rest().cancel(second);
      site.rest().awaitEnd(second, LIMIT);
      String third = site.submit(workload, 2, options(older));
      workload.admit(3 * REQUESTS / 4 + DURING_OUTAGE);
      workload.awaitAnswered(3 * REQUESTS / 4, LIMIT);
      String savepoint = site.stop(third);

      Path flipped = folder.resolve("flipped");
      FlippedLabel.copy(workload.journal(), flipped, third);
      JsonNode replayed = replay(0, workload.journal(), savepoint);
      assertThat(replayed.path("events").asInt()).isGreaterThan(REQUESTS / 2);
      assertThat(replayed.path("mismatches").asInt(-1)).isZero();
      assertThat(replayed.path("missing_rows").asInt(-1)).isZero();
      assertThat(replayed.path("abandoned_rows").asInt()).isPositive();
      assertThat(replay(1, flipped, savepoint).path("mismatches").asInt()).isPositive();

      Path rerun = folder.resolve("rerun");
      StateRun.reprocess(workload.journal(), savepoint, rerun);
      String fourth = site.submit(workload, 1, options(rerun.toString()));
      workload.admit(REQUESTS);
      workload.awaitServed(LIMIT);
      assertThat(site.rest().lastFailure(fourth)).isEmpty();
      awaitStandings(workload, Set.of("mess-plus"));
      site.stop(fourth);
      assertThat(decided(workload.journal())).hasSize(REQUESTS).doesNotHaveDuplicates();
    }
  }

  /** Refused without its state, it goes on from its last checkpoint, which was retained. */
  @Test
  void drillsOperators() throws Exception {
    ShortDrill.isGreenWhereAMistakeIsRefused(site, StateBackend.ROCKSDB, folder);
  }

  /** Gateways read them a moment after the job has said so. */
  private static void awaitStandings(LiveWorkload workload, Set<String> policies) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!workload.policiesInStandings().equals(policies)) {
      assertThat(System.nanoTime()).as("%s", workload.policiesInStandings()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private LiveWorkload workload(String name) throws Exception {
    return new LiveWorkload(name, site.bootstrap(), folder.resolve(name), REQUESTS, RATE, 1);
  }

  /** One that starts again as often as it must. */
  private Configuration options(String savepoint) {
    Configuration flink = site.options(savepoint);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    return flink;
  }

  /** The requests that were decided on the branch that counts. */
  private static List<String> decided(Path journal) {
    List<String> decided = new ArrayList<>();
    History.newest(JournalFiles.in(journal))
        .read(
            row -> {
              if (row instanceof Decided decision) {
                decided.add(decision.request().requestId());
              }
            });
    return decided;
  }

  private static JsonNode replay(int exit, Path journal, String savepoint) throws IOException {
    StateRun run =
        StateRun.of("replay", "--journal=" + journal, "--savepoint=" + savepoint, "--json");
    assertThat(run.exit()).describedAs(run.said()).isEqualTo(exit);
    System.out.printf("replay of %s: %s%n", journal.getFileName(), run.said());
    return new ObjectMapper().readTree(run.said());
  }

  private static void assertNothingLost(LiveWorkload workload, Audit audit) {
    assertThat(audit.fold().report().firstMismatches().stream().limit(3)).isEmpty();
    assertThat(audit.losses().requests()).isEqualTo(REQUESTS);
    assertThat(audit.losses().feedback()).isEqualTo(workload.feedbackSent());
    assertThat(audit.fold().keys()).hasSize(workload.tenants());
    assertThat(audit.holds()).as("%s", audit.losses()).isTrue();
    System.out.printf(
        "%s; %d events folded: account and learner of %d keys equal the savepoint%n",
        audit.losses(), audit.fold().report().events(), audit.fold().keys().size());
  }
}
