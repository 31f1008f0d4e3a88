package dev.surety.operate.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.CertificateTerms;
import dev.surety.domain.CertificateTerms.Unanswered;
import dev.surety.domain.Certified;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JudgeStanding;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.engine.Effects;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.flink.metrics.MeteredTenants;
import dev.surety.flink.metrics.RouteMetrics;
import dev.surety.output.terminal.CertifiedWords;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.tools.report.ReportCommand;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.json.ConfigJson;
import dev.surety.wire.json.StandingJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Status, report, metrics and alert say the same of the same events. Fails as soon as one of them
 * has a figure of its own: the report's headline, say, of the last version of a promise alone.
 */
class SameVerdictTest {

  private static final long WINDOW = 100_000;
  private static final String PREFIX = "flink_taskmanager_job_task_operator_surety_tenant_tier_";

  @TempDir Path folder;

  private final List<JournalRow> configs = new ArrayList<>();
  private Play play;
  private Effects last;
  private int asked;

  private void promise(int version, double target, double up, double down, Mode mode) {
    SlaPolicy sla =
        new SlaPolicy(
            version,
            target,
            "surety",
            version == 3 ? 0.02 : 0,
            Map.of(),
            new FeedbackTerms(WINDOW, up, down, 0, 10_000),
            mode);
    promise(sla);
  }

  private void promise(SlaPolicy sla) {
    TenantConfig config = TenantConfig.of(sla, Pools.three());
    configs.add(
        new JournalRow.Config(
            new JournalRow.Stamp("run-1", 0, null, 0, 0), config.hash(), ConfigJson.write(config)));
    play = play == null ? Play.of(sla, Pools.three()) : play.configure(sla, Pools.three());
  }

  /** So many answers, of each hundred of which so many satisfy, and of these so many say so. */
  private void answers(int count, int satisfied, int up, int down) {
    for (int i = 0; i < count; i++) {
      int time = asked++ * 1000;
      var request = Requests.id("r" + time).at(time);
      if (play.config().sla().mode() == Mode.OBSERVE) {
        request = request.incumbent(Pools.CHEAP);
      }
      last = play.route(request.request());
      Decision decision = last.decision();
      boolean good = 37 * i % 100 < satisfied;
      if (13 * (i / 7) % 100 < (good ? up : down)) {
        Answers answer = Answers.to(decision).at(time + 1).satisfied(good);
        last = play.learn((decision.apply() ? answer : answer.by(Pools.CHEAP)).feedback());
      }
    }
  }

  /** What came to pass, and what the four say of it. */
  private Verdict happened(String what) {
    switch (what) {
      case "no judgement" -> {
        promise(1, 0.92, 1, 1, Mode.APPLY);
        answers(30, 90, 0, 0);
        return Verdict.UNKNOWN;
      }
      case "one thumbs-down" -> {
        promise(1, 0.92, 1, 1, Mode.APPLY);
        answers(30, 90, 0, 0);
        answers(1, 0, 100, 100);
        return Verdict.UNCERTAIN;
      }
      case "three that are all dissatisfied" -> {
        promise(1, 0.92, 1, 1, Mode.APPLY);
        answers(3, 0, 100, 100);
        return Verdict.MISSED;
      }
      case "all alike" -> {
        promise(1, 0.92, 1, 1, Mode.APPLY);
        answers(200, 100, 100, 100);
        return Verdict.KEPT;
      }
      case "missed" -> {
        promise(1, 0.92, 1, 1, Mode.APPLY);
        answers(300, 70, 100, 100);
        return Verdict.MISSED;
      }
      case "a raised promise" -> {
        promise(1, 0.6, 1, 1, Mode.APPLY);
        answers(400, 85, 100, 100);
        last = play.route(Requests.id("between").at(asked * 1000).request());
        Decision before = last.decision();
        promise(2, 0.95, 1, 1, Mode.APPLY);
        last = play.learn(Answers.to(before).at(asked * 1000 + 1).satisfied(true).feedback());
        answers(100, 85, 100, 100);
        return Verdict.KEPT;
      }
      case "a tolerant promise" -> {
        promise(3, 0.86, 1, 1, Mode.APPLY);
        answers(2000, 86, 100, 100);
        return Verdict.KEPT;
      }
      case "only the satisfied speak, and no window has closed" -> {
        promise(1, 0.92, 0.5, 0, Mode.APPLY);
        answers(90, 100, 50, 0);
        return Verdict.UNKNOWN;
      }
      case "only the satisfied speak" -> {
        promise(1, 0.92, 0.5, 0, Mode.APPLY);
        answers(1000, 50, 50, 0);
        return Verdict.MISSED;
      }
      case "only observed" -> {
        promise(1, 0.92, 1, 1, Mode.OBSERVE);
        answers(100, 10, 100, 100);
        return Verdict.UNKNOWN;
      }
      default -> throw new IllegalArgumentException(what);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no judgement",
        "one thumbs-down",
        "three that are all dissatisfied",
        "all alike",
        "missed",
        "a raised promise",
        "a tolerant promise",
        "only the satisfied speak, and no window has closed",
        "only the satisfied speak",
        "only observed"
      })
  void statusReportMetricsAndAlertAgree(String what) throws Exception {
    Verdict verdict = happened(what);
    KeyStatus status = status();
    Map<String, Double> metrics = metrics();
    JsonNode report = report();

    assertThat(status.verdict()).isEqualTo(verdict);
    assertThat(report.path("verdict").asText()).isEqualTo(verdict.words());
    Interval metered =
        new Interval(
            metrics.get("satisfaction"),
            metrics.get("satisfactionLow"),
            metrics.get("satisfactionHigh"),
            metrics.get("judged").longValue());
    assertThat(metered.verdict(metrics.get("floor"))).isEqualTo(verdict);
    assertThat(pages(metrics))
        .isEqualTo(verdict == Verdict.MISSED && status.standing().judged() >= 20);

    if (verdict == Verdict.UNKNOWN) {
      assertThat(report.has("satisfaction")).isFalse();
      assertThat(status.delivered()).isEqualTo(Interval.NONE);
      assertThat(metered.mean()).isNaN();
    } else {
      Interval shown = status.delivered();
      assertThat(metered).isEqualTo(shown);
      double rounding = 1e-9; // sums of the report are in another order
      assertThat(report.path("satisfaction").asDouble()).isCloseTo(shown.mean(), within(rounding));
      assertThat(report.path("low").asDouble()).isCloseTo(shown.low(), within(rounding));
      assertThat(report.path("high").asDouble()).isCloseTo(shown.high(), within(rounding));
      assertThat(report.path("floor").asDouble())
          .isCloseTo(status.standing().floor(), within(rounding))
          .isCloseTo(metrics.get("floor"), within(rounding));
    }
  }

  /** The record of before is not washed: 401 of 501 answers were owed 60 %. */
  @Test
  void aRaisedPromiseIsReportedOverTheWholeSpanWithItsVersionsBeneath() throws Exception {
    happened("a raised promise");
    JsonNode report = report();

    assertThat(report.path("judged").asInt()).isEqualTo(501);
    assertThat(report.path("promised").asDouble())
        .isCloseTo((401 * 0.6 + 100 * 0.95) / 501, within(1e-9));
    assertThat(report.path("promises").findValuesAsText("target")).containsExactly("0.6", "0.95");
    assertThat(report.path("promises").findValuesAsText("judged")).containsExactly("401", "100");
    assertThat(report.path("from").asText()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(Files.readString(folder.resolve("r.html"))).contains("67.0 % (now 95.0 %)");
  }

  /** Every third answer asked about, some of these questions unanswered, some words taken back. */
  @ParameterizedTest
  @EnumSource(Unanswered.class)
  void statusReportMetricsAndStateCertifyTheSame(Unanswered unanswered) throws Exception {
    FeedbackTerms terms = new FeedbackTerms(WINDOW, 0.3, 0.3, 0.3, 10_000);
    SlaPolicy sla =
        new SlaPolicy(1, 0.8, "surety", 0, Map.of(), terms, Mode.APPLY)
            .certified(new CertificateTerms(0.9, unanswered));
    promise(sla);
    answers(400, 85, 90, 80);
    promise(
        new SlaPolicy(2, 0.8, "surety", 0.01, Map.of(), terms, Mode.APPLY)
            .certified(new CertificateTerms(0.95, unanswered)));
    answers(400, 85, 90, 80);
    Decision revised = null;
    while (revised == null || !revised.solicit()) {
      revised = play.decide(Requests.id("r" + asked).at(asked * 1000).request());
      asked++;
    }
    play.learn(Answers.to(revised).at(asked * 1000).satisfied(true).feedback());
    last = play.learn(Answers.to(revised).at(asked * 1000 + 1).satisfied(false).feedback());

    Certified status = status().standing().certified();
    assertThat(status.atLeast()).isBetween(0.3, 0.85);
    assertThat(status.judged()).isBetween(100L, status.asked() - 1);
    assertThat(metrics().get("certified")).isEqualTo(status.atLeast());
    JsonNode report = report().path("certified");
    assertThat(report.path("at_least").asDouble()).isCloseTo(status.atLeast(), within(1e-9));
    assertThat(report.path("words").asText()).isEqualTo(CertifiedWords.of(status));
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains("Certified at 95.0 %: at least");
  }

  /** Labels that come and that never do, and words that nobody asked for. */
  @Test
  void statusReportAndMetricsCountTheSameLabelsOfAJudge() throws Exception {
    promise(
        new SlaPolicy(
                1,
                0.8,
                "surety",
                0,
                Map.of(),
                new FeedbackTerms(WINDOW, 0.02, 0.02, 0, 10_000),
                Mode.APPLY)
            .judgedBy(new JudgeTerms(1e-6, 5, 0.9)));
    Map<String, Gauge<?>> gauges = new HashMap<>();
    Map<String, Counter> counters = new HashMap<>();
    RouteMetrics metrics =
        new RouteMetrics(new Gauges("", gauges, counters), MeteredTenants.first(1));
    for (int i = 0; i < 400; i++) {
      metrics.before(play.state());
      last = play.route(Requests.id("j" + i).at(i * 1000).request());
      metrics.applied(play.state().key().key(), play.state(), play.config(), last, 0);
      Decision decision = last.decision();
      if (decision.solicit() ? i % 5 == 0 : i % 7 != 0) {
        continue; // asked, and nobody spoke; or not asked
      }
      Answers word =
          Answers.to(decision).at(i * 1000 + 1).says(Source.JUDGE).paid(0.0001 * (i % 9));
      metrics.before(play.state());
      last = play.learn(word.satisfied(i % 3 != 0).feedback());
      metrics.applied(play.state().key().key(), play.state(), play.config(), last, 0);
    }

    JudgeStanding judge = status().standing().judge();
    assertThat(judge.bought()).isBetween(50L, 399L);
    assertThat(judge.words()).isGreaterThan(30).isNotEqualTo(judge.bought());
    assertThat(judge.spentUsd()).isPositive();
    assertThat(counters.get("labelsBought").getCount()).isEqualTo(judge.bought());
    assertThat(counters.get("judgeWords").getCount()).isEqualTo(judge.words());
    assertThat(((Number) gauges.get("judgeUsd").getValue()).doubleValue())
        .isCloseTo(judge.spentUsd(), within(1e-12));
    JsonNode report = report().path("judge");
    assertThat(report.path("labels_bought").asLong()).isEqualTo(judge.bought());
    assertThat(report.path("words").asLong()).isEqualTo(judge.words());
    assertThat(report.path("spent_usd").asDouble()).isCloseTo(judge.spentUsd(), within(1e-12));
  }

  /** In time, late, failed, corrected, said twice, unrouted, of a judge; of two versions. */
  @ParameterizedTest
  @EnumSource(DeadlineTerms.Precedence.class)
  void statusReportMetricsAndStateCountTheSameAnswersInTime(DeadlineTerms.Precedence precedence)
      throws Exception {
    FeedbackTerms terms = new FeedbackTerms(WINDOW, 1, 1, 0, 10_000);
    TimedAnswers timed = new TimedAnswers(WINDOW);
    long[] millis = {900, 1500, 1500};
    for (int version = 1; version <= millis.length; version++) {
      var deadline =
          new DeadlineTerms(DeadlineTerms.Measure.TOTAL, millis[version - 1], 0.9, precedence);
      promise(new SlaPolicy(version, 0.8, "surety", 0, Map.of(), terms, Mode.APPLY).by(deadline));
      last = timed.play(play, 200);
    }
    DeadlineStanding status = status().standing().deadline();
    assertThat(status.answers()).isBetween(200L, 400L);
    assertThat(status.inTime()).isBetween(0.05, 0.95);
    Map<String, Double> metrics = metrics();
    assertThat(metrics.get("deadlineInTime")).isEqualTo(status.inTime());
    assertThat(metrics.get("deadlinePromised")).isEqualTo(0.9);
    assertThat(metrics.get("deadlineInfeasible")).isEqualTo(status.infeasible() ? 1 : 0);
    JsonNode report = report().path("deadline");
    assertThat(report.path("answers").asLong()).isEqualTo(status.answers());
    assertThat(report.path("in_time").asDouble()).isCloseTo(status.inTime(), within(1e-12));
    assertThat(report.path("share").asDouble()).isEqualTo(0.9);
  }

  private KeyStatus status() throws Exception {
    byte[] sent = new StandingJson.Writer().write(StandingReader.of(play.state(), play.config()));
    Board board = new Board();
    board.put(StandingJson.read(sent), 0);
    return board.keys(null).get(0);
  }

  private JsonNode report() throws IOException {
    List<JournalRow> rows = new ArrayList<>(configs);
    rows.addAll(play.journal());
    Path journal = Files.createDirectories(folder.resolve("journal").resolve("day=1970-01-01"));
    JournalAvro avro = new JournalAvro();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
            .create(JournalAvro.schema(), journal.resolve("part-0.avro").toFile())) {
      for (JournalRow row : rows) {
        writer.appendEncoded(ByteBuffer.wrap(avro.encode(row)));
      }
    }
    int exit =
        new CommandLine(new ReportCommand())
            .execute(
                "--journal=" + folder.resolve("journal"),
                "--out=" + folder.resolve("r.html"),
                "--summary=" + folder.resolve("r.json"));
    assertThat(exit).isZero();
    return new ObjectMapper().readTree(folder.resolve("r.json").toFile()).path("keys").get(0);
  }

  /** What the tenant's gauges show, by name. */
  private Map<String, Double> metrics() {
    Map<String, Gauge<?>> gauges = new HashMap<>();
    RouteMetrics metrics =
        new RouteMetrics(new Gauges("", gauges, new HashMap<>()), MeteredTenants.first(1));
    metrics.before(play.state());
    metrics.applied(play.state().key().key(), play.state(), play.config(), last, 0);
    Map<String, Double> values = new HashMap<>();
    gauges.forEach((name, gauge) -> values.put(name, ((Number) gauge.getValue()).doubleValue()));
    return values;
  }

  /** Groups of a tenant and tier alone keep their gauges and counters. */
  private static final class Gauges extends UnregisteredMetricsGroup {
    private final String path;
    private final Map<String, Gauge<?>> kept;
    private final Map<String, Counter> counters;

    Gauges(String path, Map<String, Gauge<?>> kept, Map<String, Counter> counters) {
      this.path = path;
      this.kept = kept;
      this.counters = counters;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new Gauges(path + '/' + name, kept, counters);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Gauges(path + '/' + key, kept, counters);
    }

    @Override
    public Counter counter(String name) {
      Counter counter = super.counter(name);
      if (path.endsWith("/tenant/tier")) {
        counters.put(name, counter);
      }
      return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      if (path.endsWith("/tenant/tier")) {
        kept.put(name, gauge);
      }
      return gauge;
    }
  }

  /** Whether the page's expression, as it stands in the rules, holds of these gauges. */
  private static boolean pages(Map<String, Double> metrics) throws IOException {
    String rules = Files.readString(Path.of("../configs/prometheus/surety-alerts.yaml"));
    String rule = rules.substring(rules.indexOf("alert: SuretyFloorMissed"));
    String expression =
        rule.substring(rule.indexOf("expr: |") + 7, rule.indexOf("for: "))
            .replace("max by (tenant, tier) (" + PREFIX, "")
            .replace(")", "")
            .replaceAll("\\s+", " ")
            .strip();
    Matcher parts = Pattern.compile("(\\w+) < (\\w+) and (\\w+) >= (\\d+)").matcher(expression);
    assertThat(parts.matches()).as(expression).isTrue();
    return metrics.get(parts.group(1)) < metrics.get(parts.group(2))
        && metrics.get(parts.group(3)) >= Integer.parseInt(parts.group(4));
  }
}
