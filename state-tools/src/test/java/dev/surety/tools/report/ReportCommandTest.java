package dev.surety.tools.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import dev.surety.engine.Account;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.PlainErrors;
import dev.surety.policy.Artefacts;
import dev.surety.policy.health.PoolHealth;
import dev.surety.testing.Answers;
import dev.surety.testing.DecidedBuilder;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.tools.audit.WrittenJournal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ReportCommandTest {

  private static final long HOUR = 3_600_000;
  private static final double TRUTH = 0.8;

  @TempDir Path folder;

  private final List<JournalRow> rows = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Random users = new Random(5);
  private SlaPolicy sla = Promises.surety(0.75).sla();
  private List<ModelSpec> pool = Pools.three();
  private Play play;

  private void configure(SlaPolicy newSla, List<ModelSpec> newPool) {
    sla = newSla;
    pool = newPool;
    play = play == null ? Play.of(sla, pool) : play.configure(sla, pool);
    rows.add(WrittenJournal.config("run-1", TenantConfig.of(sla, pool)));
  }

  /** A request a minute; users speak as the promise's terms say. */
  private void traffic(int from, int to) {
    for (int i = from; i < to; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i * HOUR / 60).request());
      boolean satisfied = users.nextDouble() < TRUTH;
      Answers answer = Answers.to(decision).at(i * HOUR / 60 + 1).paid(0.01);
      FeedbackTerms terms = sla.feedback();
      double rate = satisfied ? terms.satisfiedRate() : terms.dissatisfiedRate();
      if (decision.solicit() || users.nextDouble() < rate) {
        answer.satisfied(satisfied);
      }
      play.learn(answer.feedback());
    }
  }

  private JsonNode report(String... more) throws IOException {
    rows.addAll(play.journal());
    Collections.shuffle(rows, new Random(1)); // files come in any order
    WrittenJournal.write(folder.resolve("journal"), "a", rows.subList(0, rows.size() / 2));
    WrittenJournal.write(
        folder.resolve("journal"), "b", rows.subList(rows.size() / 2, rows.size()));
    assertThat(run(more)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(folder.resolve("r.json").toFile());
  }

  private int run(String... more) {
    List<String> line = new ArrayList<>(List.of(more));
    line.add("--journal=" + folder.resolve("journal"));
    line.add("--out=" + folder.resolve("r.html"));
    line.add("--summary=" + folder.resolve("r.json"));
    return PlainErrors.on(new CommandLine(new ReportCommand()))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(line.toArray(String[]::new));
  }

  /**
   * A day and some hours without a budget, days with two, requests that come some hours late, and
   * bills half a day, of which some name a time days ago.
   */
  @Test
  void budgetsAreSpentAsTheStateSays() throws IOException {
    FeedbackTerms terms = new FeedbackTerms(48 * HOUR, 1, 1, 0, 10_000);
    SlaPolicy free = new SlaPolicy(1, 0.8, "surety", 0, Map.of(), terms, SlaPolicy.Mode.APPLY);
    configure(free, pool);
    BudgetTerms own = new BudgetTerms(0.9, BudgetTerms.Period.DAY, ZoneOffset.ofHours(1), false);
    BudgetTerms all = new BudgetTerms(70, BudgetTerms.Period.MONTH, ZoneOffset.UTC, true);
    TenantConfig config =
        TenantConfig.of(
            free.within(own),
            pool,
            Artefacts.of(List.of()),
            PoolHealth.NONE,
            TenantShare.opening(all));
    ArrayDeque<Decision> unpaid = new ArrayDeque<>();
    for (int i = 0; i < 600; i++) {
      if (i == 200) {
        play.configure(config);
        rows.add(WrittenJournal.config("run-1", config));
      }
      long time = HOUR * (i + 7) / 6;
      long asked = i % 9 == 0 ? time - 5 * HOUR : time;
      unpaid.add(play.decide(Requests.id("r" + i).at(asked).request()));
      if (unpaid.size() > 72) {
        long told = i % 5 == 0 ? time - 30 * HOUR : time + 1;
        Answers bill = Answers.to(unpaid.remove()).at(told).satisfied(i % 4 != 0);
        play.learn(bill.paid(0.001 * (i % 11)).feedback());
      }
    }
    Account account = play.account();
    BudgetStanding day = StandingReader.budget(account, config);
    TenantBudgetStanding month = StandingReader.tenantBudget(account, config);
    assertThat(day.spentUsd()).isPositive().isNotEqualTo(month.spentUsd());

    JsonNode report = report().path("keys").get(0);
    assertThat(report.path("budget").path("spent_usd").asDouble())
        .isCloseTo(day.spentUsd(), within(1e-9));
    assertThat(report.path("budget").path("words").asText()).isEqualTo(BudgetWords.of(day));
    assertThat(report.path("tenant_budget").path("spent_usd").asDouble())
        .isCloseTo(month.spentUsd(), within(1e-9));
    assertThat(report.path("tenant_budget").path("words").asText())
        .isEqualTo(BudgetWords.of(month));
    assertThat(out.toString()).contains("  shared budget " + BudgetWords.of(month));
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains("Budget: " + BudgetWords.of(day));
  }

  @Test
  void aJudgesLabelsAndMoneyAreThoseOfTheState() throws IOException {
    FeedbackTerms terms = new FeedbackTerms(1_000_000, 0.5, 0.5, 0, 1000);
    JudgeTerms judge = new JudgeTerms(1e-7, 1, 0.9);
    configure(
        new SlaPolicy(2, 0.8, "surety", 0, Map.of(), terms, SlaPolicy.Mode.APPLY).judgedBy(judge),
        pool);
    for (int i = 0; i < 100; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).request());
      if (decision.judge() != null && i % 3 > 0) {
        Answers word = Answers.to(decision).at(i + 1).satisfied(true).says(Source.JUDGE);
        play.learn((i % 3 == 1 ? word.paid(0.01 * i) : word).feedback());
      }
    }

    JsonNode key = report().path("keys").get(0);

    Account account = play.account();
    assertThat(account.judge.bought).isGreaterThan(10);
    assertThat(key.at("/judge/labels_bought").asLong()).isEqualTo(account.judge.bought);
    assertThat(key.at("/judge/words").asLong()).isEqualTo(account.judge.words);
    assertThat(key.at("/judge/spent_usd").asDouble())
        .isPositive()
        .isCloseTo(account.judge.spentUsd, within(1e-9));
    assertThat(key.path("spent_usd").asDouble()).isZero();
    assertThat(Files.readString(folder.resolve("r.html"))).contains("labels bought");
  }

  @Test
  void figuresAreThoseOfTheRows() throws IOException {
    configure(sla, pool);
    traffic(0, 300);
    JsonNode key = report().path("keys").get(0);

    List<Outcome> outcomes = all(Outcome.class);
    assertThat(key.path("decisions").asInt()).isEqualTo(300);
    assertThat(key.path("spent_usd").asDouble()).isCloseTo(3.0, within(1e-9));
    assertThat(key.path("expected_usd").asDouble())
        .isCloseTo(
            all(Decided.class).stream().mapToDouble(d -> d.decision().expectedCostUsd()).sum(),
            within(1e-9));
    JsonNode promise = key.path("promises").get(0);
    assertThat(promise.path("basis").asText()).isEqualTo("judged");
    assertThat(promise.path("judged").asInt()).isEqualTo(300);
    assertThat(promise.path("satisfaction").asDouble())
        .isCloseTo(
            outcomes.stream().mapToDouble(o -> o.feedback().label()).average().getAsDouble(),
            within(1e-9));
    assertThat(key.path("debt").asDouble()).isEqualTo(outcomes.get(outcomes.size() - 1).queue());
    assertThat(key.path("outcomes").path("counted").asInt()).isEqualTo(300);
    assertThat(key.path("always_best_usd").asDouble())
        .isGreaterThan(key.path("expected_usd").asDouble());
    assertThat(out.toString()).contains("acme/gold: promised 75.0 %, delivered ");
  }

  /** The complaints alone would say that hardly anybody is satisfied. */
  @Test
  void oneSidedUsersAreReadByWhatWasAskedOrElseBySilence() throws IOException {
    configure(with(new FeedbackTerms(HOUR, 0.05, 0.5, 0.1, 10_000)), pool);
    traffic(0, 1500);
    JsonNode promise = report().path("keys").get(0).path("promises").get(0);
    assertThat(promise.path("basis").asText()).isEqualTo("asked");
    assertThat(promise.path("judged").asInt()).isBetween(110, 190);
    assertThat(promise.path("low").asDouble()).isLessThan(TRUTH);
    assertThat(promise.path("high").asDouble()).isGreaterThan(TRUTH);

    rows.clear();
    play = null;
    configure(with(new FeedbackTerms(HOUR, 0.05, 0.5, 0, 10_000)), pool);
    traffic(0, 1500);
    JsonNode unasked = report().path("keys").get(0).path("promises").get(0);
    assertThat(unasked.path("basis").asText()).isEqualTo("surrogate");
    assertThat(unasked.path("judged").asInt()).as("the last two windows are open").isEqualTo(1380);
    assertThat(unasked.path("low").asDouble()).isLessThan(TRUTH);
    assertThat(unasked.path("high").asDouble()).isGreaterThan(TRUTH);
  }

  @Test
  void saysWhatHappened() throws IOException {
    configure(sla, pool);
    traffic(0, 100);
    List<ModelSpec> changed = new ArrayList<>(pool);
    changed.set(1, Pools.version(Pools.priced(pool.get(1), 0.5), 2));
    changed.set(2, Pools.version(Pools.status(pool.get(2), ModelSpec.Status.DOWN), 2));
    changed.add(Pools.model("d-new", 0.2));
    configure(Promises.surety(0.999).version(2).sla(), changed);
    traffic(100, 200);
    for (int i = 0; i < 3; i++) {
      Decision decision = play.decide(Requests.id("s" + i).at(200 * HOUR / 60).request());
      play.learn(
          Answers.to(decision).decidedBy("another").at(200 * HOUR / 60).satisfied(true).feedback());
    }
    rows.add(new Lineage(new Stamp("run-1", 0, null, 0, 50 * HOUR), "run-1", 7, 0, "test"));

    JsonNode report = report();
    List<String> kinds = report.path("keys").get(0).path("incidents").findValuesAsText("kind");
    assertThat(kinds)
        .contains(
            "new promise", "price", "model down", "model added", "out of reach", "superseded");
    assertThat(report.path("restarts").get(0).path("text").asText())
        .isEqualTo("job run-1 went on by itself from its checkpoint 7");
    assertThat(report.path("keys").get(0).path("promises")).hasSize(2);
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains("b-middle: 0.5 / 2 USD a million tokens instead of 1 / 4 USD")
        .contains("target 99.9 % instead of 75.0 %");
  }

  @Test
  void rowsOfAbandonedBranchesAreLeftOut() throws IOException {
    configure(sla, pool);
    traffic(0, 50);
    int kept = play.journal().size();
    rows.add(new Lineage(new Stamp("run-1", 0, null, 0, 0), null, -1, 0, "test"));
    rows.add(new Lineage(new Stamp("run-2", 0, null, 0, 1), "run-1", 9, 0, "test"));
    all(Decided.class).stream().limit(10).forEach(row -> rows.add(abandoned(row)));
    JsonNode report = report();
    assertThat(report.path("rows").asInt()).isEqualTo(kept);
    assertThat(report.path("abandoned_rows").asInt()).isEqualTo(10);
    assertThat(report.path("keys").get(0).path("decisions").asInt()).isEqualTo(50);
  }

  /** A second run without state made all rows of the first count as abandoned. */
  @Test
  void twoRunsThatBeganByThemselvesBothCount() throws IOException {
    twoRuns();
    JsonNode report = report();
    assertThat(report.path("rows").asInt()).as("634 of 634 rows, not 150").isEqualTo(634);
    assertThat(report.path("abandoned_rows").asInt()).isZero();
    assertThat(report.path("keys").get(0).path("decisions").asInt()).isEqualTo(317);
    assertThat(report.at("/journal/histories").findValuesAsText("rows"))
        .containsExactly("484", "150");
    assertThat(report.path("restarts").findValuesAsText("text"))
        .containsExactly("job run-2 began by itself, without state");
    assertThat(out.toString())
        .contains("histories 2 that began by themselves, without state:")
        .contains("run run-1: 484 rows")
        .contains("run run-2: 150 rows");

    assertThat(run("--run=run-1")).as(err.toString()).isZero();
    JsonNode one = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
    assertThat(one.path("rows").asInt()).isEqualTo(484);
    assertThat(out.toString())
        .contains("left out  150 rows of run run-2: the run has a history of its own");
    assertThat(run("--run=run-3")).isEqualTo(2);
    assertThat(err.toString()).contains("no row of run run-3; it has {run-1=484, run-2=150}");
  }

  private void twoRuns() {
    configure(sla, pool);
    rows.add(new Lineage(new Stamp("run-1", 0, null, 0, 0), null, -1, 0, "test"));
    traffic(0, 242);
    rows.addAll(play.journal());
    play = Play.of(sla, pool).run("run-2");
    rows.add(new Lineage(new Stamp("run-2", 0, null, 0, 5), null, -1, 0, "test"));
    traffic(100, 175);
  }

  @Test
  void tooManyMissingRowsAreRefusedAndFewerAreMarked() throws IOException {
    configure(sla, pool);
    traffic(0, 100);
    List<JournalRow> whole = play.journal();
    play = Play.of(sla, pool);
    rows.addAll(whole.subList(0, 80));
    rows.addAll(whole.subList(90, 200));
    WrittenJournal.write(folder.resolve("journal"), "a", rows);

    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .contains("10 of 200 rows are missing in the middle of the journal (acme/gold 81 to 90)")
        .contains("--missing-allowed 0.05");
    assertThat(run("--missing-allowed=0.05")).isZero();
    assertThat(out.toString())
        .contains("holes     10 of 200 rows are missing (5.00 %): acme/gold 81 to 90")
        .contains("; 5.0 % of its rows are missing");
    JsonNode report = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
    assertThat(report.at("/journal/missing_rows").asInt()).isEqualTo(10);
    assertThat(report.at("/keys/0/missing_share").asDouble()).isEqualTo(0.05);
  }

  /** Old days that were deleted are no hole: the journal begins later. */
  @Test
  void aJournalWithoutItsOldDaysBeginsLater() throws IOException {
    configure(sla, pool);
    traffic(0, 100);
    rows.addAll(play.journal().subList(80, 200));
    WrittenJournal.write(folder.resolve("journal"), "a", rows);

    assertThat(run("--missing-allowed=0")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("begins    after the first 80 rows of 1 keys: older days are not in the journal");
  }

  @Test
  void aMissingConfigurationIsNamedWithTheFilesThatHaveIt() throws IOException {
    configure(sla, pool);
    traffic(0, 50);
    configure(Promises.surety(0.9).version(2).sla(), pool);
    rows.remove(rows.size() - 1);
    traffic(50, 60);
    report();
    assertThat(out.toString())
        .contains("unread    20 rows of run run-1 name the configuration ")
        .contains("which no file has; it is in the files of that run of the day of ")
        .contains("day=2026-01-01");
  }

  /** The same row, but written after the checkpoint that run 2 began from. */
  private static JournalRow abandoned(Decided row) {
    return DecidedBuilder.of(row)
        .stamp(new Stamp("run-1", 9, row.stamp().key(), row.stamp().seq(), row.stamp().time()))
        .build();
  }

  /** Each has a colour of its own; what was never decided for has none. */
  @ParameterizedTest
  @CsvSource({"3, 3", "12, 12", "13, 12"})
  void twelveModelsHaveTwelveColours(int models, int named) throws IOException {
    configure(Promises.surety(0.75).sla(), Pools.of(models + 1));
    for (int i = 0; i < models * 3; i++) {
      String model = pool.get(i % models).name();
      Decision decision = play.decide(Requests.id("r" + i).at(i).pinned(model).request());
      play.learn(Answers.to(decision).at(i + 1).satisfied(true).feedback());
    }
    report();

    String page = Files.readString(folder.resolve("r.html"));
    int at = page.indexOf("<ul class=\"legend\">");
    String legend = page.substring(at, page.indexOf("</ul>", at));
    assertThat(legend.split("<li")).hasSize(1 + named);
    assertThat(legend.contains("all others")).isEqualTo(models > named);
    assertThat(legend).doesNotContain(pool.get(models).name() + "<");
  }

  @Test
  void namesAreNoMarkup() throws IOException {
    sla = Promises.fixed("<b>&", 0.5).sla();
    configure(sla, List.of(Pools.model("<b>&", 1)));
    traffic(0, 30);
    report();
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains("&lt;b&gt;&amp;")
        .doesNotContain("<b>&");
  }

  @Test
  void aTenantThatIsNotThereIsSaid() throws IOException {
    configure(sla, pool);
    traffic(0, 5);
    report();
    assertThat(run("--tenant=acme/gold")).isZero();
    assertThat(run("--tenant=nobody")).isEqualTo(2);
    assertThat(err.toString()).contains("has nothing of nobody");
  }

  private SlaPolicy with(FeedbackTerms terms) {
    return new SlaPolicy(1, 0.75, "surety", 0, Map.of(), terms, SlaPolicy.Mode.APPLY);
  }

  private <T extends JournalRow> List<T> all(Class<T> kind) {
    return play.journal().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
