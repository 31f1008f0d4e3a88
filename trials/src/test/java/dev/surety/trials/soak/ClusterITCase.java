package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.OutcomeClass;
import dev.surety.testing.FlippedLabel;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.state.StateCommand;
import dev.surety.trials.cluster.JarRun;
import dev.surety.trials.cluster.StateBackend;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The jar that people submit, on a real cluster and broker, while requests keep coming. Guards that
 * nothing is lost or counted twice when the job is stopped with a savepoint, started from it with
 * another parallelism, or loses a TaskManager, the JobManager or the broker to SIGKILL; and that
 * what all runs together have journaled folds to the last savepoint, byte by byte. What "nothing"
 * means: {@link Losses}.
 *
 * <p>After a kill, requests since the last checkpoint are decided again and possibly otherwise.
 * That the gateway executes the first decision and the journal has the last is no fault, as long as
 * each such difference is marked.
 *
 * <p>Shown once: when lineage rows do not name the run they continue, the first test fails at the
 * fold; without {@code HeldFeedback} a tenth of all feedback after three kills was orphans.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedFlink.class)
class ClusterITCase {

  private static final Path REPOSITORY = Path.of("..");
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int REQUESTS = 600;
  private static final int DURING_OUTAGE = 40;
  private static final double RATE = 60;
  private static final double BRISK = 2 * RATE;

  private Path folder;
  private Site site;

  @BeforeAll
  void startProcesses(@TempDir Path temporary) throws Exception {
    folder = temporary;
    site = Site.start(REPOSITORY, folder, StateBackend.ROCKSDB);
  }

  @AfterAll
  void endProcesses() throws IOException {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void losesNothingOverSavepointsAndRescaling() throws Exception {
    try (LiveWorkload workload =
        new LiveWorkload(
            "rescaled", site.bootstrap(), folder.resolve("rescaled"), REQUESTS, BRISK, 1)) {
      String first = site.submit(JarRun.of(workload.jobArguments()).withParallelism(1));
      workload.start();
      workload.admit(REQUESTS / 3 + DURING_OUTAGE);
      workload.awaitAnswered(REQUESTS / 3, LIMIT);
      String savepoint = site.stop(first);
      String second =
          site.submit(JarRun.of(workload.jobArguments()).withParallelism(2).from(savepoint));
      workload.admit(2 * REQUESTS / 3 + DURING_OUTAGE);
      workload.awaitAnswered(2 * REQUESTS / 3, LIMIT);
      savepoint = site.stop(second);
      String third =
          site.submit(JarRun.of(workload.jobArguments()).withParallelism(1).from(savepoint));
      workload.admit(REQUESTS);
      workload.awaitServed(LIMIT);
      for (String job : List.of(first, second, third)) {
        assertThat(site.rest().lastFailure(job)).isEmpty();
      }

      Audit audit = Audit.of(workload, site.stop(third));

      assertThat(audit.topics().decisionRecords()).isEqualTo(REQUESTS);
      assertThat(audit.topics().deadLetters()).isZero();
      assertThat(audit.losses().superseded()).isZero();
      assertThat(audit.losses().outcomes())
          .isEqualTo(Map.of(OutcomeClass.COUNTED, workload.feedbackSent()));
      assertNothingLost(workload, audit);
    }
  }

  @Test
  void losesNothingWhenTaskManagerJobManagerAndBrokerAreKilled() throws Exception {
    SoakSummary summary =
        new SoakRun(Victim.values().length, 1, StateBackend.ROCKSDB, RATE)
            .on(site, folder, System.out::println);

    summary.lines().forEach(System.out::println);
    assertThat(summary.killsByVictim())
        .isEqualTo(Map.of("task_manager", 1, "job_manager", 1, "broker", 1));
    assertThat(summary.nothingLost()).as("%s", summary).isTrue();
    assertThat(summary.deadLetters()).isZero();
    assertThat(summary.feedback())
        .isEqualTo(summary.outcomes().values().stream().mapToLong(n -> n).sum());
  }

  /**
   * A journal over a kill and a restore from a savepoint that was not the last one: rows after it
   * are void. From what the whole history comes to under another policy the job goes on, and every
   * request is decided once on the branch that counts.
   */
  @Test
  void replaysAndReprocessesWhatItJournaled() throws Exception {
    try (LiveWorkload workload =
        new LiveWorkload(
            "history", site.bootstrap(), folder.resolve("history"), REQUESTS, BRISK, 1)) {
      String first = site.submit(JarRun.of(workload.jobArguments()).withParallelism(2));
      workload.start();
      workload.admit(REQUESTS / 4 + DURING_OUTAGE);
      workload.awaitAnswered(REQUESTS / 4, LIMIT);
      String older = site.stop(first);
      String second =
          site.submit(JarRun.of(workload.jobArguments()).withParallelism(2).from(older));
      workload.admit(REQUESTS / 2);
      workload.awaitAnswered(REQUESTS / 2 - DURING_OUTAGE, LIMIT);
      site.kill(Victim.TASK_MANAGER);
      site.restart(Victim.TASK_MANAGER, second);
      workload.awaitAnswered(REQUESTS / 2, LIMIT);
      site.rest().awaitCheckpointAfter(second, site.rest().completedCheckpoints(second), LIMIT);
      site.rest().cancel(second);
      site.rest().awaitEnd(second, LIMIT);
      String third = site.submit(JarRun.of(workload.jobArguments()).withParallelism(2).from(older));
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
      StringWriter said = new StringWriter();
      int done =
          state(
              said,
              "reprocess",
              "--journal=" + workload.journal(),
              "--on=" + savepoint,
              "--policy=mess-plus",
              "--out=" + rerun);
      assertThat(done).describedAs(said.toString()).isZero();
      String fourth =
          site.submit(JarRun.of(workload.jobArguments()).withParallelism(1).from(rerun.toString()));
      workload.admit(REQUESTS);
      workload.awaitServed(LIMIT);
      assertThat(site.rest().lastFailure(fourth)).isEmpty();
      assertThat(workload.policiesInStandings()).containsExactly("mess-plus");
      site.stop(fourth);
      assertThat(decided(workload.journal())).hasSize(REQUESTS).doesNotHaveDuplicates();
    }
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
    StringWriter said = new StringWriter();
    int done = state(said, "replay", "--journal=" + journal, "--savepoint=" + savepoint, "--json");
    assertThat(done).describedAs(said.toString()).isEqualTo(exit);
    System.out.printf("replay of %s: %s%n", journal.getFileName(), said);
    return new ObjectMapper().readTree(said.toString());
  }

  /** {@code ./surety state}; what it says of its progress goes to the log of the test. */
  private static int state(StringWriter said, String... args) {
    return new CommandLine(new StateCommand())
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(System.out, true))
        .execute(args);
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
