package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.testing.FlippedLabel;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalRows;
import dev.surety.tools.savepoint.FoldedAgainstSaved;
import dev.surety.wire.json.ConfigJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * One run of the demo, a price change, a new model and a changed promise included, and what it left
 * behind. The summary is made from topics and journal, so it guards that no request goes undecided,
 * no feedback unbooked and nothing twice; the fold guards that the journal carries all inputs of
 * every event, and that the state in the savepoint is what the engine alone makes of them. {@link
 * #aFlippedLabelShows} is that guard with one input falsified.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoITCase {

  @RegisterExtension static final SharedFlink FLINK = SharedFlink.onDemand();

  private static final int REQUESTS = 600;

  private Path out;
  private NewUser user;
  private Summary summary;

  @BeforeAll
  void runTheDemo(@TempDir Path folder) throws Exception {
    out = folder.resolve("out");
    DemoSettings settings =
        CommandLine.populateCommand(
            new DemoSettings(),
            "--requests=" + REQUESTS,
            "--rate=300",
            "--timeout=60",
            "--policy=mess-plus",
            "--feedback-rate=0.5",
            "--change-target=0.1:0.9:globex",
            "--keep-running",
            // The last event before silence has its standing, too.
            "--standings-interval=0",
            "--out=" + out);
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    user = new NewUser(screen);
    CountDownLatch stop = new CountDownLatch(1);
    FutureTask<Summary> run =
        new FutureTask<>(new DemoRun(settings, new PrintStream(screen, true, UTF_8), stop)::run);
    new Thread(run, "demo").start();
    try {
      user.play(REQUESTS / 3);
    } finally {
      stop.countDown();
      summary = run.get();
    }
  }

  @Test
  void everyRequestIsDecidedOnceAndEveryFeedbackCountedOnce() {
    assertThat(summary.requests()).isEqualTo(REQUESTS);
    assertThat(summary.uniqueDecisions()).isEqualTo(REQUESTS);
    assertThat(summary.decisions()).isEqualTo(REQUESTS);
    assertThat(summary.executed() + summary.timeouts()).isEqualTo(REQUESTS);
    assertThat(summary.timeouts()).isZero();
    assertThat(summary.outcomes()).isEqualTo(Map.of("counted", summary.feedbackSent()));
    assertThat(summary.deadLetters()).isZero();
    assertThat(summary.jobRestarts()).isZero();
  }

  @Test
  void aNewUserTypesWhatIsPrintedAndSeesAThumbOnTheStatusPage() {
    assertThat(user.answer.statusCode()).as(user.answer.body()).isEqualTo(200);
    String model = user.answer.headers().firstValue("x-surety-model").orElseThrow();
    assertThat(user.answer.body()).contains("\"model\":\"" + model + "\"", "You said: Hello");
    assertThat(user.taken.statusCode()).as(user.taken.body()).isEqualTo(202);
    assertThat(user.judgedAfter).isEqualTo(user.judgedBefore + 1);
  }

  @Test
  @Requires(Outside.NODE)
  void thePrintedProgramRuns() {
    assertThat(user.program).get().asString().contains("simulated: no model was called");
  }

  @Test
  void whoComesThroughTheDoorIsCountedBesideTheDemosUsers() {
    assertThat(summary.visits()).isEqualTo(visits());
  }

  private long visits() {
    return user.program.isPresent() ? 2 : 1;
  }

  @Test
  void everyTenantIsServed() {
    assertThat(summary.tenants())
        .extracting(Summary.TenantSummary::tier)
        .containsExactly("gold", "silver", "bronze");
    assertThat(summary.tenants())
        .allSatisfy(
            tenant -> {
              assertThat(tenant.requests()).isEqualTo(REQUESTS / 3);
              assertThat(tenant.models().values().stream().mapToLong(n -> n).sum())
                  .isEqualTo(tenant.requests());
              assertThat(tenant.explored()).isPositive();
              assertThat(tenant.costUsd()).isPositive();
              assertThat(tenant.satisfaction()).isBetween(0.0, 1.0);
            });
  }

  @Test
  void queuesAreTheSumOfWhatWasBooked() throws Exception {
    Map<String, List<JournalRow>> byKey = new TreeMap<>();
    // Of a configuration that was soon replaced there may be feedback and no decision.
    Map<String, Double> targets = new TreeMap<>();
    try (JournalRows rows = JournalFiles.read(out.resolve("journal"))) {
      while (rows.hasNext()) {
        JournalRow row = rows.next();
        if (row instanceof Config config) {
          targets.put(config.hash(), ConfigJson.read(config.content()).sla().target());
        } else if (row.stamp().key() != null) {
          byKey.computeIfAbsent(row.stamp().key().key(), k -> new ArrayList<>()).add(row);
        }
      }
    }

    for (Summary.TenantSummary tenant : summary.tenants()) {
      List<JournalRow> rows = byKey.get(tenant.tenant() + "/" + tenant.tier());
      rows.sort(Comparator.comparingLong(row -> row.stamp().seq()));
      double queue = 0;
      double debt = 0;
      int booked = 0;
      for (JournalRow row : rows) {
        if (row instanceof Decided decided) {
          assertThat(decided.queue()).isEqualTo(queue);
        } else if (row instanceof Outcome outcome) {
          if (outcome.booked()) {
            double increment = targets.get(outcome.config()) - outcome.feedback().label();
            queue = Math.max(0, queue + increment);
            debt += increment;
            booked++;
          }
          assertThat(outcome.queue()).isEqualTo(queue);
        }
      }
      assertThat(booked).isPositive();
      assertThat(queue).isEqualTo(tenant.queue());
      // The sample-path promise: what is owed is never more than the queue tells.
      assertThat(debt).isLessThanOrEqualTo(queue + 1e-9);
    }
  }

  @Test
  void aPromiseThatChangesMidwayIsAccountedForPartByPart() {
    Summary.TenantSummary globex = summary.tenants().get(1);
    Map<Double, Long> decided = new TreeMap<>();
    try (JournalRows rows = JournalFiles.read(out.resolve("journal"))) {
      rows.forEachRemaining(
          row -> {
            if (row instanceof Decided d && d.stamp().key().tenant().equals("globex")) {
              decided.merge(d.target(), 1L, Long::sum);
            }
          });
    }
    assertThat(decided).describedAs("the job took it over").containsKey(0.9);
    Map<Double, Long> delivered = new TreeMap<>();
    globex.promises().forEach(p -> delivered.put(p.target(), p.requests()));
    assertThat(delivered).isEqualTo(decided);
    assertThat(summary.tenants().get(0).promises())
        .singleElement()
        .satisfies(p -> assertThat(p.requests()).isEqualTo(REQUESTS / 3));
  }

  @Test
  void foldingTheJournalGivesTheSavepoint() throws Exception {
    FoldedAgainstSaved compared =
        FLINK.within(
            () ->
                FoldedAgainstSaved.compare(
                    out.resolve("journal"), out.resolve("savepoint").toString()));

    assertThat(compared.report().firstMismatches().stream().limit(3)).isEmpty();
    assertThat(compared.report().holds()).isTrue();
    // Each visit has its usage reported, and that of each model asked besides; there was one thumb.
    assertThat(compared.report().events())
        .isEqualTo(REQUESTS + summary.feedbackSent() + 2 * visits() + askedBesides() + 1);
    assertThat(compared.keys())
        .containsExactlyInAnyOrder("acme/gold", "globex/silver", "initech/bronze");
    assertThat(compared.differing()).isEmpty();
    System.out.printf(
        "%d events folded: account and learner of %d keys equal the savepoint%n",
        compared.report().events(), compared.keys().size());
  }

  /** Models that the policy had asked besides for those who came through the door. */
  private long askedBesides() {
    long besides = 0;
    long planned = 0;
    try (JournalRows rows = JournalFiles.read(out.resolve("journal"))) {
      while (rows.hasNext()) {
        if (rows.next() instanceof Decided decided) {
          boolean visit = !decided.request().requestId().matches("r-?\\d+-\\d{7}");
          besides += visit ? decided.decision().alsoQuery().size() : 0;
          planned += visit ? 0 : 1;
        }
      }
    }
    assertThat(planned).isEqualTo(REQUESTS);
    return besides;
  }

  @Test
  void aFlippedLabelShows(@TempDir Path falsified) throws Exception {
    FlippedLabel.copy(out.resolve("journal"), falsified);

    FoldedAgainstSaved compared =
        FLINK.within(
            () -> FoldedAgainstSaved.compare(falsified, out.resolve("savepoint").toString()));

    assertThat(compared.differing()).hasSize(1);
    assertThat(compared.report().mismatches()).isPositive();
  }

  @Test
  void theSummaryIsKept() throws Exception {
    assertThat(Files.readString(out.resolve("summary.json")))
        .contains("\"unique_decisions\" : " + REQUESTS);
  }
}
