package dev.surety.tools.report;

import dev.surety.domain.Certified;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Unlearnt;
import dev.surety.engine.Delivery;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Sample;
import dev.surety.output.chart.AreaChart;
import dev.surety.output.chart.Drawing;
import dev.surety.output.chart.IntervalChart;
import dev.surety.output.chart.LineChart;
import dev.surety.output.page.Block;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.page.Block.Figure;
import dev.surety.output.page.Block.Swatch;
import dev.surety.output.page.Block.TableCell;
import dev.surety.output.page.Phrase;
import dev.surety.output.terminal.CertifiedWords;
import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of the page about one tenant and tier. */
final class KeySection {

  /** So many colours has the style sheet. */
  private static final int COLOURS = 12;

  /** That of all others, where more models were decided for than there are colours. */
  private static final int OTHERS = COLOURS - 1;

  private final List<Block> blocks = new ArrayList<>();
  private final KeyTally tally;
  private final Survey survey;

  private KeySection(KeyTally tally, Survey survey) {
    this.tally = tally;
    this.survey = survey;
  }

  static Block of(KeyTally tally, Survey survey) {
    KeySection section = new KeySection(tally, survey);
    section.head();
    section.charts();
    section.promises();
    section.shadow();
    section.models();
    section.incidents();
    return new Block.Section(anchor(tally), section.blocks);
  }

  static String anchor(KeyTally tally) {
    return "key-" + Integer.toHexString(tally.key.key().hashCode());
  }

  private void said(String of, String words) {
    if (!words.isEmpty()) {
      blocks.add(new Block.Paragraph(of + ": " + words + "."));
    }
  }

  private void head() {
    blocks.add(new Block.Heading(2, Phrase.of(tally.key.key() + " ").verdict(tally.verdict())));
    if (tally.delivery().interval().count() > 0) {
      blocks.add(gauge(tally, tally.delivery()));
    }
    Certified certified = tally.certified();
    if (certified != null) {
      blocks.add(new Block.Paragraph("Certified " + CertifiedWords.of(certified) + "."));
    }
    String limits = ReportWords.limits(tally);
    if (!limits.isEmpty()) {
      blocks.add(new Block.Paragraph("Allowed are models " + limits + "."));
    }
    said("Deadline", ReportWords.deadline(tally));
    said("Budget", ReportWords.budget(tally));
    said("Shared budget", ReportWords.sharedBudget(tally));
    blocks.add(new Block.Facts(facts()));
    if (!tally.unknownNames.isEmpty()) {
      Phrase names = Phrase.of("Feedback names models that no pool knows; make aliases of them: ");
      String between = "";
      for (Map.Entry<String, Long> unknown : tally.unknownNames.entrySet()) {
        names =
            names
                .text(between)
                .code(unknown.getKey())
                .text(" " + Figures.count(unknown.getValue()));
        between = ", ";
      }
      blocks.add(new Block.Paragraph(names.text(".")));
    }
  }

  private static Block gauge(KeyTally tally, Delivery delivery) {
    Interval delivered = delivery.interval();
    double target = delivery.counted().meanPromised();
    String promised = ReportWords.promised(tally);
    Drawing drawing =
        IntervalChart.draw(
            "delivered %s, promised %s".formatted(ReportWords.range(delivered), promised),
            delivered.low(),
            delivered.mean(),
            delivered.high(),
            target);
    return new Block.Gauge(
        drawing,
        Phrase.of("Promised " + promised + ", delivered ")
            .strong(Figures.percent(delivered.mean()))
            .text(
                " (%s), from %s %s, %s."
                    .formatted(
                        ReportWords.range(delivered),
                        Figures.count(delivered.count()),
                        delivery.basis().words(),
                        ReportWords.span(tally))));
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("decisions", Figures.count(tally.decisions)));
    facts.add(new Fact("explored", Figures.percent((double) tally.explored / tally.decisions)));
    facts.add(new Fact("spent", Figures.usd(tally.bookedCostUsd) + " USD"));
    facts.add(new Fact("expected", Figures.usd(tally.expectedCostUsd) + " USD"));
    String best = tally.best();
    facts.add(
        new Fact(
            "always " + (best == null ? "best" : best),
            Figures.usd(tally.alwaysBestUsd()) + " USD expected"));
    facts.add(new Fact("saved", ReportWords.saved(tally)));
    if (tally.labelsBought > 0 || tally.judgeUsd != 0) {
      facts.add(new Fact("labels bought", Figures.count(tally.labelsBought)));
      facts.add(new Fact("labels that came", Figures.count(tally.judgeWords)));
      facts.add(new Fact("judge", Figures.usd(tally.judgeUsd) + " USD"));
    }
    for (OutcomeClass outcome : OutcomeClass.values()) {
      String name = outcome.name().toLowerCase(Locale.ROOT);
      counted(facts, name, Incidents.outcomes(tally, outcome));
    }
    for (Notice notice : Notice.values()) {
      counted(facts, notice.word().replace('_', ' '), tally.notices[notice.ordinal()]);
    }
    for (Unlearnt unlearnt : Unlearnt.values()) {
      String name = "not learnt: " + unlearnt.word().replace('_', ' ');
      counted(facts, name, tally.notLearnt[unlearnt.ordinal()]);
    }
    return facts;
  }

  /** What never happened is not told. */
  private static void counted(List<Fact> facts, String name, long count) {
    if (count > 0) {
      facts.add(new Fact(name, Figures.count(count)));
    }
  }

  private void charts() {
    double[] x = tally.span.axis();
    String across = tally.span.unit().name() + " since " + Span.text(tally.span.first());
    double target = tally.delivery().counted().meanPromised();
    List<Figure> figures = new ArrayList<>();
    double[] shares = tally.satisfiedSoFar();
    int from = 0;
    while (from < shares.length && Double.isNaN(shares[from])) {
      from++;
    }
    if (from < shares.length) {
      LineChart.Line line =
          line(
              "satisfied so far",
              Arrays.copyOfRange(x, from, x.length),
              Arrays.copyOfRange(shares, from, shares.length));
      figures.add(
          new Figure(
              "satisfied so far, as estimated; the promise dashed",
              LineChart.draw(across, "share", List.of(line), target, false)));
    }
    List<LineChart.Line> debt = List.of(line("debt", x, tally.debt()));
    figures.add(
        new Figure(
            "debt: satisfying answers owed",
            LineChart.draw(across, "answers", debt, Double.NaN, true)));
    List<String> decided =
        ranked().stream().filter(name -> tally.models.get(name).decisions() > 0).toList();
    boolean others = decided.size() > COLOURS;
    List<String> shown = others ? decided.subList(0, OTHERS) : decided;
    figures.add(
        new Figure("who was decided for", area(across, x, shown, others), legend(shown, others)));
    blocks.add(new Block.Charts(figures));
  }

  private static LineChart.Line line(String name, double[] x, double[] y) {
    return new LineChart.Line(name, 0, x, y);
  }

  private Drawing area(String across, double[] x, List<String> shown, boolean others) {
    List<AreaChart.Band> bands = new ArrayList<>();
    double[] rest = new double[x.length];
    Arrays.fill(rest, 1);
    for (int i = 0; i < shown.size(); i++) {
      double[] share = new double[x.length];
      long[] decided = tally.models.get(shown.get(i)).decided;
      for (int part = 0; part < share.length; part++) {
        boolean none = tally.decided[part] == 0;
        double before = part == 0 ? 0 : share[part - 1];
        share[part] = none ? before : (double) decided[part] / tally.decided[part];
        rest[part] = Math.max(0, rest[part] - share[part]);
      }
      bands.add(new AreaChart.Band(shown.get(i), i, share));
    }
    if (others) {
      bands.add(new AreaChart.Band("all others", OTHERS, rest));
    }
    return AreaChart.draw(across, "share of decisions", x, bands);
  }

  private List<Swatch> legend(List<String> shown, boolean others) {
    List<Swatch> legend = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      legend.add(Swatch.colour(i, shown.get(i)));
    }
    if (others) {
      legend.add(Swatch.colour(OTHERS, "all others"));
    }
    return legend;
  }

  private void promises() {
    if (tally.promises().size() < 2) {
      return;
    }
    List<List<TableCell>> rows = new ArrayList<>();
    for (PromiseTally promise : tally.promises()) {
      Interval delivered = promise.delivered();
      rows.add(
          TableCell.row(
              Span.text(promise.span.first()),
              Figures.percent(promise.sla.target()),
              promise.sla.policy(),
              Figures.count(promise.decisions),
              Figures.percent(delivered.mean()),
              ReportWords.range(delivered),
              Figures.count(delivered.count()) + " " + promise.delivery().basis().words()));
    }
    blocks.add(new Block.Heading(3, "Promises, one after the other"));
    blocks.add(
        new Block.Table(
            List.of("since", "target", "policy", "decisions", "delivered", "95 %", "from"), rows));
  }

  private void shadow() {
    ShadowComparison shadow = tally.shadow;
    if (shadow.decisions == 0) {
      return;
    }
    blocks.add(new Block.Heading(3, "Shadow mode"));
    blocks.add(
        new Block.Paragraph(
            ("%s decisions were only observed: the incumbent answered. %s requests named an"
                    + " incumbent of the pool and are compared; for %s of them the router chose the"
                    + " same model.")
                .formatted(
                    Figures.count(shadow.decisions),
                    Figures.count(shadow.compared),
                    Figures.percent((double) shadow.agreed / shadow.compared))));
    blocks.add(
        new Block.Table(
            List.of(
                "",
                "expected cost USD",
                "expected satisfied",
                "judged",
                "satisfied",
                "95 %",
                "paid USD"),
            List.of(
                shadowRow(
                    "incumbent",
                    shadow.incumbentUsd,
                    shadow.incumbentExpected,
                    shadow.judged,
                    Figures.usd(shadow.paidUsd)),
                shadowRow(
                    "router", shadow.routerUsd, shadow.routerExpected, shadow.judgedAgreed, ""))));
    blocks.add(
        new Block.Paragraph(
            "The router would have saved "
                + Figures.percent(shadow.saved())
                + " of the incumbent's expected cost. Its judged answers are those where both chose"
                + " the same model: the incumbent picked that sample."));
  }

  private static List<TableCell> shadowRow(
      String who, double usd, Sample expected, Sample judged, String paid) {
    return TableCell.row(
        who,
        Figures.usd(usd),
        Figures.percent(expected.mean()),
        Figures.count(judged.count),
        Figures.percent(judged.mean()),
        ReportWords.range(judged.interval()),
        paid);
  }

  private void models() {
    List<List<TableCell>> rows = new ArrayList<>();
    for (String name : ranked()) {
      ModelUse use = tally.models.get(name);
      Sample judged = use.judged(0, Span.PARTS);
      rows.add(
          TableCell.row(
              name,
              Figures.count(use.decisions()),
              Figures.percent((double) use.decisions() / tally.decisions),
              Figures.count(use.explored),
              Figures.count(judged.count),
              Figures.percent(judged.mean()),
              ReportWords.range(judged.interval()),
              Figures.usd(use.costUsd)));
    }
    blocks.add(new Block.Heading(3, "Models"));
    blocks.add(
        new Block.Table(
            List.of(
                "model",
                "decisions",
                "share",
                "explored",
                "judged",
                "satisfied",
                "95 %",
                "spent USD"),
            rows));
    PromiseTally promise = tally.lastPromise();
    if (promise != null && promise.sla.feedback().silenceCounts()) {
      blocks.add(
          new Block.Paragraph(
              "Satisfied and dissatisfied users speak at different rates here, so shares of judged"
                  + " answers compare models, but are no estimate of satisfaction."));
    }
  }

  /** The models that were candidates or answered, those with most decisions first. */
  private List<String> ranked() {
    return tally.models.keySet().stream()
        .sorted(
            Comparator.comparingLong((String name) -> -tally.models.get(name).decisions())
                .thenComparing(name -> name))
        .toList();
  }

  private void incidents() {
    List<Incident> incidents = Incidents.of(tally, survey);
    blocks.add(new Block.Heading(3, "Drift and incidents"));
    blocks.add(
        incidents.isEmpty() ? new Block.Paragraph("None.") : ReportWords.incidents(incidents));
  }
}
