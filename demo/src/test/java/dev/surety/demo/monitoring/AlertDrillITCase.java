package dev.surety.demo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.demo.monitoring.AlertRules.Watched;
import dev.surety.demo.monitoring.Recording.Fired;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.TopicLayout;
import dev.surety.demo.run.Workspace;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.engine.Account;
import dev.surety.job.options.JobOptions;
import dev.surety.policy.SlaRouterClock;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Outside;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.Requires;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.savepoint.LocalFlink;
import dev.surety.tools.savepoint.NewSavepoint;
import dev.surety.tools.savepoint.SavedControl;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.wire.state.AccountCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every alert of the job has fired once for what it watches, in a real job that was broken for it.
 * The job's own metrics are scraped, and promtool holds the rules against them, a minute a scrape
 * ({@link Recording}). The table is docs/alerts.md.
 */
@Requires(Outside.PROMETHEUS)
class AlertDrillITCase {

  @RegisterExtension static final SharedFlink FLINK = SharedFlink.onDemand();

  /** HEALTH sums up a tenant's attempts of a second: minutes here are shorter. */
  private static final long ATTEMPTS_MILLIS = 1_200;

  private static final String FAILED_CHECKPOINTS = "flink_jobmanager_job_numberOfFailedCheckpoints";
  private static final String CHECKPOINTS = "flink_jobmanager_job_numberOfCompletedCheckpoints";

  private static final String SAVEPOINT = "execution.state-recovery.path";
  private static final String ROUTER = "flink_taskmanager_job_task_operator_surety_";
  private static final String MISSED = ROUTER + "missedRecords";
  private static final String OTHER_RUNS = ROUTER + "otherRuns";
  private static final String LOST = ROUTER + "lostJournalFiles";
  private static final String WAITING = ROUTER + "journalWaitingShare";

  /** Minutes within which a job that is well makes a checkpoint, however short a minute is here. */
  private static final int CHECKPOINT_MINUTES = 3;

  static final int HOUR = 60;
  static final int CALM = 10;

  /** Minutes of a step through a day: a rule that looks back for half an hour sees two of them. */
  private static final int STEP = 15;

  /** Steps: a day, and an hour of the next. */
  static final int DAY = 96;

  private static final int NEXT_HOUR = 6;

  /** Between two looks: what the job shows is gathered anew for each. */
  private static final long PAUSE_MILLIS = 100;

  private static final List<String> AFTER_THE_RESTORE =
      List.of(
          "SuretyRecordsMissed",
          "SuretySecondRun",
          "SuretyJournalFilesLost",
          "SuretyJournalWaiting");

  @TempDir private Path folder;

  @Test
  void everyAlertFiresForWhatItNames() throws Exception {
    List<Fired> fired = new ArrayList<>();
    int port = LoopbackPorts.free();
    String savepoint = folder.resolve("broken").toString();
    writeBrokenState(savepoint);
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"))) {
      kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 1));
      Exposition job = new Exposition(port);
      try (Trouble trouble = new Trouble(Map.of("bootstrap.servers", kafka.bootstrap()), job)) {
        DemoJob running = launch(kafka, workspace, flink(port, savepoint));
        String stopped;
        try {
          running.awaitRunning();
          fired.addAll(dayWithoutFeedback(trouble, job));
          fired.addAll(worstHour(trouble, job, workspace));
          mendCheckpoints(workspace);
          stopped = running.stop(workspace.savepoint()).toUri().toString();
        } catch (Exception | Error e) {
          running.cancel();
          throw e;
        }
        trouble.overtakenByRetention();
        DemoJob heir = launch(kafka, workspace, flink(port, stopped));
        try {
          heir.awaitRunning();
          Map<String, String> again = Map.of(SAVEPOINT, stopped);
          fired.addAll(
              afterTheRestore(trouble, job, workspace, () -> launch(kafka, workspace, again)));
        } finally {
          heir.cancel();
        }
      }
    }
    fired.forEach(System.out::println);
    assertThat(fired.stream().map(Fired::alert).distinct())
        .as("each alert, by a drill that breaks what it watches: AlertsPage has their list")
        .containsAll(AlertsPage.drilled(Watched.JOB));
    assertThat(fired)
        .allSatisfy(
            one -> {
              assertThat(one.runbook())
                  .endsWith("runbook.md#" + one.alert().toLowerCase(Locale.ROOT));
              assertThat(one.labels()).containsPattern(AlertsPage.labels(one.alert()));
            });
    AlertsPage.check(Watched.JOB, fired);
  }

  private static DemoJob launch(EmbeddedKafka kafka, Workspace workspace, Map<String, String> flink)
      throws Exception {
    return JobLauncher.start(
        0,
        1,
        workspace,
        Map.of(
            JobOptions.BOOTSTRAP_SERVERS.key(), kafka.bootstrap(),
            JobOptions.NEW_KEYS_PER_MINUTE.key(), "1",
            JobOptions.NEW_KEYS_AT_ONCE.key(), "1",
            JobOptions.FEED_EVERY.key(), "1 s",
            JobOptions.SEED.key(), "3"),
        flink);
  }

  private static Map<String, String> flink(int port, String savepoint) {
    Map<String, String> flink = new HashMap<>(JobLauncher.metricsAt(port));
    flink.put(SAVEPOINT, savepoint);
    flink.put("execution.checkpointing.tolerable-failed-checkpoints", "1000");
    flink.put("execution.checkpointing.interval", "500 ms"); // waited for every third minute
    return flink;
  }

  /**
   * A promise of a later version of the job, and a tenant whose memory has a number that is none.
   */
  private static void writeBrokenState(String savepoint) {
    Play play = Play.of(Trouble.brokenPromise().sla(), Pools.three()).key(Trouble.BROKEN);
    long now = System.currentTimeMillis();
    for (int i = 0; i < 20; i++) {
      var decision = play.decide(Requests.id("b" + i).of(Trouble.BROKEN).at(now + i).request());
      play.learn(Answers.to(decision).at(now + i).satisfied(i % 2 == 0).feedback());
    }
    Account account = play.account();
    SlaRouterClock memory = (SlaRouterClock) account.memory;
    memory.v = Double.NaN;
    memory.recentSatisfaction = Double.NaN;
    SavedKey key =
        new SavedKey(
            Trouble.BROKEN,
            Bytes.of(out -> AccountCodec.write(account, out)),
            play.learnerBytes(),
            play.openBytes(),
            new long[] {now},
            new byte[Integer.BYTES]);
    SlaUpdate later =
        new SlaUpdate("later", "gold", Promises.of("a-policy-of-the-next-version", 0.9).sla());
    var env = LocalFlink.environment();
    new NewSavepoint(env, savepoint)
        .write(env.fromData(SavedKey.TYPE, key), SavedControl.of(List.of(later)));
  }

  /** A day of judgements, and an hour of the next without. */
  private List<Fired> dayWithoutFeedback(Trouble trouble, Exposition job) throws Exception {
    Recording day = new Recording(STEP);
    for (int step = 0; step < DAY + NEXT_HOUR; step++) {
      for (int i = 0; i < 3; i++) {
        trouble.served(step < DAY);
      }
      trouble.indebted(step >= 10);
      trouble.awaitTakenIn();
      day.add(job);
    }
    return only(List.of("SuretyFeedbackDropped", "SuretyCatchingUp"), day.fired(folder));
  }

  private List<Fired> worstHour(Trouble trouble, Exposition job, Workspace workspace)
      throws Exception {
    Recording hour = new Recording(1);
    for (int minute = 0; minute < HOUR; minute++) {
      trouble.served(true);
      if (minute == CALM) {
        trouble.priceThatJumps();
        trouble.halfThePoolDown();
      }
      if (minute >= CALM && minute <= CALM + 3) {
        trouble.away(minute > CALM);
      }
      if (minute >= CALM) {
        trouble.oneOfTheBroken();
        trouble.dissatisfied();
        trouble.failing();
        trouble.overspent();
        trouble.unjudged();
        trouble.anotherName();
        trouble.withoutDecision();
        trouble.freeOfCharge();
        trouble.clockAhead();
        trouble.noJson();
        trouble.strangers();
      }
      trouble.awaitTakenIn();
      if (minute >= CALM && minute <= CALM + 3) {
        Thread.sleep(ATTEMPTS_MILLIS);
      }
      if (minute % CHECKPOINT_MINUTES == 0) {
        awaitMore(CHECKPOINTS, 1, job);
      }
      hour.add(job);
    }
    breakCheckpoints(job, workspace);
    for (int minute = 0; minute < 20; minute++) {
      hour.add(job); // and nobody asks
    }
    List<Fired> fired = hour.fired(folder);
    assertThat(fired)
        .extracting(Fired::alert)
        .doesNotContain("SuretyFeedbackDropped")
        .doesNotContainAnyElementsOf(AFTER_THE_RESTORE);
    assertThat(fired)
        .filteredOn(one -> one.minute() < CALM)
        .as("what was broken from the start on")
        .extracting(Fired::alert)
        .isSubsetOf("SuretyControlUnreadable", "SuretyPriceFeedStale");
    return fired;
  }

  /** In the place of their folder there is a file. */
  private static void breakCheckpoints(Exposition job, Workspace workspace) throws Exception {
    Path checkpoints = workspace.journal().resolveSibling("checkpoints");
    Files.move(checkpoints, checkpoints.resolveSibling("moved-away"));
    Files.writeString(checkpoints, "no folder");
    awaitMore(FAILED_CHECKPOINTS, 3, job);
  }

  private static void mendCheckpoints(Workspace workspace) throws IOException {
    Path checkpoints = workspace.journal().resolveSibling("checkpoints");
    Files.delete(checkpoints);
    Files.move(checkpoints.resolveSibling("moved-away"), checkpoints);
  }

  /**
   * A minute each: what was missed meanwhile, a second run, a journal swept, and one that is full.
   */
  private List<Fired> afterTheRestore(
      Trouble trouble, Exposition job, Workspace workspace, Callable<DemoJob> another)
      throws Exception {
    Recording minutes = new Recording(1);
    awaitMore(MISSED, 0, 1, job);
    minutes.add(job);

    DemoJob second = another.call();
    long patience = System.nanoTime() + 120_000_000_000L;
    while (job.sum(OTHER_RUNS) == 0) {
      assertThat(System.nanoTime()).as("a run that is heard").isLessThan(patience);
      trouble.served(true); // who has nothing to decide listens to nobody
      Thread.sleep(PAUSE_MILLIS);
    }
    minutes.add(job);
    second.cancel(); // if it has not refused by then, as the younger one

    sweep(workspace.journal(), trouble, job);
    minutes.add(job);

    Path journal = workspace.journal();
    Files.move(journal, journal.resolveSibling("journal-away"));
    Files.writeString(journal, "no folder");
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (job.sum(WAITING) == 0) {
      assertThat(System.nanoTime()).as("rows that wait").isLessThan(deadline);
      trouble.served(true);
      Thread.sleep(PAUSE_MILLIS);
    }
    for (int minute = 0; minute < 3; minute++) {
      minutes.add(job);
    }
    Files.delete(journal);
    Files.move(journal.resolveSibling("journal-away"), journal);
    return only(AFTER_THE_RESTORE, minutes.fired(folder));
  }

  /** What cleans up files that begin with a dot takes those that are being written. */
  private static void sweep(Path journal, Trouble trouble, Exposition job) throws Exception {
    double before = job.sum(LOST);
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (job.sum(LOST) <= before) {
      assertThat(System.nanoTime()).as("files that are gone").isLessThan(deadline);
      trouble.served(true);
      try (Stream<Path> files = Files.walk(journal)) {
        for (Path file : files.filter(f -> f.getFileName().toString().startsWith(".")).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (UncheckedIOException e) {
        continue; // finished while it was listed
      }
    }
  }

  private static List<Fired> only(List<String> alerts, List<Fired> fired) {
    return fired.stream().filter(one -> alerts.contains(one.alert())).toList();
  }

  private static void awaitMore(String counter, int more, Exposition job) throws Exception {
    awaitMore(counter, job.sum(counter), more, job);
  }

  private static void awaitMore(String counter, double before, int more, Exposition job)
      throws Exception {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (job.sum(counter) < before + more) {
      assertThat(System.nanoTime()).as("%d more of %s", more, counter).isLessThan(deadline);
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
