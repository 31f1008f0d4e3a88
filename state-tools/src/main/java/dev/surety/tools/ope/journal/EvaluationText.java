package dev.surety.tools.ope.journal;

import dev.surety.domain.OutcomeClass;
import dev.surety.output.terminal.Figures;
import dev.surety.tools.ope.Estimate;
import dev.surety.tools.ope.Estimator;
import dev.surety.tools.ope.JudgeCalibration;
import dev.surety.tools.ope.Support;
import dev.surety.tools.ope.Valuation;
import dev.surety.tools.ope.journal.Answered.Exclusion;
import dev.surety.tools.ope.journal.RejectionReplay.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation for people. Cost is USD for a thousand requests. */
final class EvaluationText {

  private static final int MOST_TENANTS = 40;
  private static final String RANGE = "%-22s  %-24s  %s";

  private final JournalEvaluation.Report report;
  private final List<String> lines = new ArrayList<>();

  private EvaluationText(JournalEvaluation.Report report) {
    this.report = report;
  }

  static List<String> of(JournalEvaluation.Report report, double seconds) {
    EvaluationText text = new EvaluationText(report);
    text.journal(seconds);
    if (report.question().scenario() == null) {
      text.rowWise();
    } else {
      text.simulated();
    }
    return text.lines;
  }

  private void journal(double seconds) {
    Counts counts = report.counts();
    line(
        "%,d files, %,d rows; %,d decisions of %,d tenants that count, %,d can be judged; %.1f s,"
            + " %,.0f decisions/s",
        report.files(),
        report.rows(),
        counts.decisions(),
        report.keys().size(),
        counts.judged(),
        seconds,
        counts.decisions() / seconds);
    line(
        "left out: %,d pinned, %,d observed, %,d superseded, %,d unrouted, %,d without propensity",
        counts.excluded(Exclusion.PINNED),
        counts.excluded(Exclusion.OBSERVED),
        counts.excluded(Exclusion.SUPERSEDED),
        counts.excluded(Exclusion.UNROUTED),
        counts.excluded(Exclusion.NO_PROPENSITY));
    line(
        "judged answers: %,d; feedback not counted: %,d late, %,d orphans, %,d duplicates",
        counts.judgements(),
        counts.outcomes(OutcomeClass.LATE),
        counts.outcomes(OutcomeClass.ORPHAN),
        counts.outcomes(OutcomeClass.DUPLICATE));
    if (counts.words() > 0) {
      line(
          "a judge's words: %,d, of which %,d count, each for as many answers as there are to one of"
              + " its kind; %,.0f answers of which a user spoke too say how he errs",
          counts.words(), counts.weighedWords(), judge().pairs());
    }
    counts.uses().forEach((use, n) -> line("satisfaction from %s: %,d", use.title(), n));
    line("");
  }

  private JudgeCalibration judge() {
    return report.fit().judged().judge();
  }

  private void rowWise() {
    KeyValue all = report.value();
    Valuation satisfaction = all.satisfied(report.counts(), judge());
    Valuation cost = all.paid();
    line(
        "%s, decision by decision from the logged probabilities",
        report.question().target().title());
    support("satisfaction", satisfaction.support());
    support("cost", cost.support());
    line("");
    line(RANGE, "", "satisfaction", "USD for 1,000 requests");
    line(RANGE, "delivered", share(satisfaction.logged()), usd(cost.logged()));
    for (Estimator estimator : Estimator.values()) {
      if (estimator != Estimator.LOGGED) {
        line(
            RANGE,
            estimator.title(),
            satisfaction.by(estimator).map(EvaluationText::share).orElse("refused"),
            cost.by(estimator).map(EvaluationText::usd).orElse("refused"));
      }
    }
    satisfaction.refusal().ifPresent(why -> line("satisfaction refused: %s", why));
    cost.refusal().ifPresent(why -> line("cost refused: %s", why));
    line("");
    line(RANGE + "  delivered", "tenant (DR)", "satisfaction", "USD for 1,000 requests");
    report.keys().stream().limit(MOST_TENANTS).forEach(this::tenant);
    more();
  }

  private void support(String what, Support support) {
    line(
        "%-12s  %,d rows, effective %,.0f; without support %.1f %%; mean weight %.3f +- %.3f",
        what,
        support.rows(),
        support.effective(),
        100 * support.missing(),
        support.meanWeight(),
        support.weightError());
  }

  private void tenant(KeyResult key) {
    Valuation satisfaction = key.value().satisfied(key.counts(), judge());
    Valuation cost = key.value().paid();
    line(
        RANGE + "  %s, %s%s",
        key.key(),
        satisfaction.by(Estimator.DR).map(EvaluationText::share).orElse("refused"),
        cost.by(Estimator.DR).map(EvaluationText::usd).orElse("refused"),
        Figures.fixed(satisfaction.logged().value(), 3),
        usd(cost.logged().value()),
        satisfaction.refusal().map(why -> " (" + why + ")").orElse(""));
  }

  private void simulated() {
    Scenario scenario = report.question().scenario();
    Valuation satisfaction = report.value().satisfied(report.counts(), judge());
    Valuation cost = report.value().paid();
    line("%s: simulated, not measured", scenario.title());
    line(
        "the engine on the last %,d requests of each tenant, twice, the second time counted;"
            + " answers drawn from the",
        report.question().requests());
    line(
        "journal's outcomes by model and tag; %d seeds; trust it as far as \"simulated as it is\""
            + " meets \"delivered\"",
        report.question().seeds());
    line("");
    line(RANGE, "", "satisfaction", "USD for 1,000 requests");
    line(RANGE, "delivered", share(satisfaction.logged()), usd(cost.logged()));
    simulated("simulated as it is", report.simulated(KeyResult::asItIs));
    if (!scenario.changesNothing()) {
      simulated("simulated changed", report.simulated(KeyResult::changed));
      replay();
    }
    line("");
    line(
        RANGE + "  target  delivered, simulated as it is",
        "tenant (changed)",
        "satisfaction",
        "USD for 1,000 requests");
    report.keys().stream().limit(MOST_TENANTS).forEach(this::simulatedTenant);
    more();
  }

  private void simulated(String title, Simulated simulated) {
    if (simulated != null) {
      line(RANGE, title, share(simulated.satisfaction()), usd(simulated.cost()));
    }
  }

  private void replay() {
    Accepted replay = report.replay();
    if (replay == null) {
      line("rejection replay: refused, the log was not uniformly random");
    } else {
      line(
          RANGE,
          "rejection replay",
          Figures.fixed(replay.satisfied() / replay.judged(), 3),
          usd(replay.costUsd() / replay.paid())
              + "   (%s of %s rows accepted)"
                  .formatted(Figures.count(replay.accepted()), Figures.count(replay.rows())));
    }
  }

  private void simulatedTenant(KeyResult key) {
    if (key.changed() == null) {
      line(RANGE, key.key(), "nothing to simulate", "");
      return;
    }
    Valuation satisfaction = key.value().satisfied(key.counts(), judge());
    Valuation cost = key.value().paid();
    line(
        RANGE + "  %-6s  %s, %s; %s, %s",
        key.key(),
        share(key.changed().satisfaction()),
        usd(key.changed().cost()),
        Figures.fixed(key.target(), 3),
        Figures.fixed(satisfaction.logged().value(), 3),
        usd(cost.logged().value()),
        Figures.fixed(key.asItIs().satisfaction().mean(), 3),
        usd(key.asItIs().cost().mean()));
  }

  private void more() {
    int left = report.keys().size() - MOST_TENANTS;
    if (left > 0) {
      line("... and %,d more; --summary FILE has all of them", left);
    }
  }

  private static String share(Estimate e) {
    return range(
        Figures.fixed(e.value(), 3), Figures.fixed(e.low(), 3), Figures.fixed(e.high(), 3));
  }

  private static String usd(Estimate e) {
    return range(usd(e.value()), usd(e.low()), usd(e.high()));
  }

  private static String share(Simulated.Range r) {
    return range(Figures.fixed(r.mean(), 3), Figures.fixed(r.low(), 3), Figures.fixed(r.high(), 3));
  }

  private static String usd(Simulated.Range r) {
    return range(usd(r.mean()), usd(r.low()), usd(r.high()));
  }

  private static String range(String value, String low, String high) {
    return low.equals("-") ? value : value + " [" + low + ", " + high + "]";
  }

  private static String usd(double each) {
    return Figures.fixed(1000 * each, 4);
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
  }
}
