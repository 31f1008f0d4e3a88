package dev.surety.tools.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantShare.Opening;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.flink.metrics.MeteredTenants;
import dev.surety.flink.metrics.RouteMetrics;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.PlainErrors;
import dev.surety.policy.Artefacts;
import dev.surety.policy.health.PoolHealth;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.tools.audit.WrittenJournal;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.StandingJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Whatever becomes of budgets within their windows (another calendar, other money, ended and begun
 * anew, only observed for a while) and whatever comes late: the state, standings and what status
 * makes of them, metrics and a report on the journal say one figure. They part where the report
 * takes the windows of its last terms for those of all rows, as it once did.
 */
class BudgetsAgreeTest {

  private static final long HOUR = 3_600_000;

  /** Far enough ahead for a gauge, which looks at the machine's clock, to be of a window. */
  private static final long START = Instant.parse("2100-03-24T00:00:00Z").toEpochMilli();

  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("Z"), ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata"));

  private static final FeedbackTerms TERMS = new FeedbackTerms(48 * HOUR, 1, 1, 0, 10_000);

  private static final int SCHEDULES = Integer.getInteger("surety.schedules", 60);

  @TempDir Path folder;

  /** Schedules in which money was spent in the last window, of either budget. */
  private int ownSpent;

  private int sharedSpent;

  @Test
  void allSayOneFigure() throws IOException, MalformedRecord {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      try {
        agree(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("the schedule of seed " + seed, e);
      }
    }
    assertThat(ownSpent).isGreaterThan(SCHEDULES / 4);
    assertThat(sharedSpent).isGreaterThan(SCHEDULES / 4);
  }

  private void agree(int seed) throws IOException, MalformedRecord {
    SplittableRandom random = new SplittableRandom(seed);
    MetricListener flink = new MetricListener();
    RouteMetrics metrics = new RouteMetrics(flink.getMetricGroup(), MeteredTenants.first(1));
    List<JournalRow> rows = new ArrayList<>();
    Play play = begin(random, rows, 1);
    List<Decision> flying = new ArrayList<>();
    long time = START;
    for (int i = 0; i < 120; i++) {
      time += random.nextInt(6) == 0 ? random.nextLong(30 * HOUR) : 60_000 + random.nextLong(HOUR);
      if (random.nextInt(15) == 0) {
        change(play, random, rows, time);
      }
      if (random.nextInt(100) == 0) {
        // The key was removed, and comes back.
        rows.addAll(play.journal());
        play = begin(random, rows, i + 2);
        flying.clear();
      }
      if (random.nextInt(8) == 0) {
        play.appended(time, 10_000);
      }
      boolean late = random.nextInt(4) == 0;
      long told = late ? time - random.nextLong(20 * HOUR) : time;
      if (flying.isEmpty() || random.nextInt(3) > 0) {
        RoutingRequest request = Requests.id("r" + i).at(told).tokens(1000, 500).request();
        Decision decision = routed(play, metrics, request).decision();
        if (decision != null) {
          flying.add(decision);
        }
      } else {
        Decision of = flying.remove(random.nextInt(flying.size()));
        Answers bill = Answers.to(of).at(told).satisfied(random.nextInt(4) > 0);
        learnt(play, metrics, bill.paid(0.001 * random.nextInt(20)).feedback());
      }
      play.appended(time, 30 * 24 * HOUR);
    }
    // What was changed last is known to every place with the next row only.
    time += HOUR;
    learnt(play, metrics, Answers.unrouted("last", Pools.DEAR).at(time).paid(1).feedback());

    rows.addAll(play.journal());
    JsonNode report = report(seed, rows);
    Account account = play.account();
    Standing standing =
        StandingJson.read(
            new StandingJson.Writer().write(StandingReader.of(play.state(), play.config())));
    own(report, StandingReader.budget(account, play.config()), standing, flink);
    shared(report, StandingReader.tenantBudget(account, play.config()), standing, flink);
  }

  private void own(JsonNode report, BudgetStanding state, Standing standing, MetricListener flink) {
    assertThat(standing.budget()).isEqualTo(state);
    JsonNode told = report.path("budget");
    if (state == null) {
      noneIsTold(told, gauge(flink, "budgetSpent"));
      return;
    }
    ownSpent += state.spentUsd() > 0 ? 1 : 0;
    agree(told, BudgetWords.of(state), state.spentUsd());
    assertThat(gauge(flink, "budgetSpent")).isEqualTo(state.spentShare());
  }

  private void shared(
      JsonNode report, TenantBudgetStanding state, Standing standing, MetricListener flink) {
    assertThat(standing.tenantBudget()).isEqualTo(state);
    JsonNode told = report.path("tenant_budget");
    if (state == null) {
      noneIsTold(told, gauge(flink, "tenantBudgetSpent"));
      return;
    }
    sharedSpent += state.spentUsd() > 0 ? 1 : 0;
    agree(told, BudgetWords.of(state), state.spentUsd());
    assertThat(gauge(flink, "tenantBudgetSpent")).isEqualTo(state.spentShare());
  }

  private static void noneIsTold(JsonNode told, double gauge) {
    assertThat(told.path("words").asText()).isEmpty();
    assertThat(gauge).isNaN();
  }

  private static void agree(JsonNode told, String words, double spentUsd) {
    assertThat(told.path("words").asText()).isEqualTo(words);
    assertThat(told.path("spent_usd").asDouble()).isCloseTo(spentUsd, within(1e-9));
  }

  private static double gauge(MetricListener flink, String name) {
    return flink
        .<Double>getGauge("surety", "tenant", "acme", "tier", "gold", name)
        .map(Gauge::getValue)
        .orElseThrow();
  }

  private static Play begin(SplittableRandom random, List<JournalRow> rows, long born) {
    Play play = Play.unconfigured().born(born);
    change(play, random, rows, START);
    return play;
  }

  /** Other terms from now on, or none. */
  private static void change(Play play, SplittableRandom random, List<JournalRow> rows, long time) {
    Mode mode = random.nextInt(6) == 0 ? Mode.OBSERVE : Mode.APPLY;
    SlaPolicy sla = new SlaPolicy(1, 0.8, "surety", 0, Map.of(), TERMS, mode);
    BudgetTerms all = terms(random);
    TenantConfig config =
        TenantConfig.of(
            sla.within(terms(random)),
            Pools.three(),
            Artefacts.of(List.of()),
            PoolHealth.NONE,
            all == null ? null : share(all, random, time));
    play.configure(config);
    rows.add(WrittenJournal.config("run-1", config));
  }

  private static TenantShare share(BudgetTerms all, SplittableRandom random, long time) {
    return random.nextBoolean()
        ? TenantShare.opening(all)
        : new TenantShare(
            all,
            all.begin(time),
            all.end(time),
            all.usd() * random.nextDouble(),
            0,
            all.usd() * random.nextDouble(),
            Opening.NEXT);
  }

  private static BudgetTerms terms(SplittableRandom random) {
    return random.nextInt(5) == 0
        ? null
        : new BudgetTerms(
            0.05 + random.nextDouble(),
            Period.values()[random.nextInt(3)],
            ZONES.get(random.nextInt(ZONES.size())),
            random.nextInt(4) == 0);
  }

  private static Effects routed(Play play, RouteMetrics metrics, RoutingRequest request) {
    metrics.before(play.state());
    Effects effects = play.route(request);
    if (!effects.rows().isEmpty()) {
      metrics.applied(Requests.KEY.key(), play.state(), play.config(), effects, 0);
    }
    return effects;
  }

  private static void learnt(Play play, RouteMetrics metrics, Feedback feedback) {
    metrics.before(play.state());
    Effects effects = play.learn(feedback);
    if (!effects.rows().isEmpty()) {
      metrics.applied(Requests.KEY.key(), play.state(), play.config(), effects, 0);
    }
  }

  /** Rows of two files, in any order in each. */
  private JsonNode report(int seed, List<JournalRow> rows) throws IOException {
    Collections.shuffle(rows, new Random(seed));
    Path journal = folder.resolve("journal-" + seed);
    WrittenJournal.write(journal, "a", rows.subList(0, rows.size() / 2));
    WrittenJournal.write(journal, "b", rows.subList(rows.size() / 2, rows.size()));
    Path summary = folder.resolve(seed + ".json");
    StringWriter err = new StringWriter();
    int exit =
        PlainErrors.on(new CommandLine(new ReportCommand()))
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true))
            .execute(
                "--journal=" + journal,
                "--out=" + folder.resolve(seed + ".html"),
                "--summary=" + summary);
    assertThat(exit).as(err.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(Files.readAllBytes(summary));
    return report.path("keys").get(0);
  }
}
