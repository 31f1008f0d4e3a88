package dev.surety.tools.report;

import static dev.surety.output.chart.Markup.escape;

import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Unlearnt;
import dev.surety.estimator.Interval;
import dev.surety.output.chart.AreaChart;
import dev.surety.output.chart.LineChart;
import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part of the page about one tenant and tier. */
final class KeySection {

  /** The style sheet's colours; the last one is of all others. */
  private static final int OTHERS = 9;

  private final StringBuilder page = new StringBuilder();
  private final KeyTally tally;
  private final Survey survey;

  private KeySection(KeyTally tally, Survey survey) {
    this.tally = tally;
    this.survey = survey;
  }

  static String of(KeyTally tally, Survey survey) {
    KeySection section = new KeySection(tally, survey);
    section.head();
    section.charts();
    section.promises();
    section.shadow();
    section.models();
    section.incidents();
    return section.page.append("</section>\n").toString();
  }

  static String anchor(KeyTally tally) {
    return "key-" + Integer.toHexString(tally.key.key().hashCode());
  }

  private void head() {
    page.append("<section id=\"").append(anchor(tally)).append("\">\n<h2>");
    page.append(escape(tally.key.key())).append(' ');
    page.append(Words.chip(ReportPage.verdict(tally))).append("</h2>\n");
    PromiseTally promise = tally.lastPromise();
    if (promise != null && promise.delivered().count() > 0) {
      Interval delivered = promise.delivered();
      page.append("<div class=\"bar\">").append(Words.bar(delivered, promise.sla.target()));
      page.append("<p>Promised ").append(Figures.percent(promise.sla.target()));
      page.append(", delivered <b>").append(Figures.percent(delivered.mean()));
      page.append("</b> (").append(Words.range(delivered)).append("), from ");
      page.append(Figures.count(delivered.count())).append(' ');
      page.append(promise.basis().words).append(".</p></div>\n");
    }
    page.append("<dl>");
    fact("decisions", Figures.count(tally.decisions));
    fact("explored", Figures.percent((double) tally.explored / tally.decisions));
    fact("spent", Figures.usd(tally.bookedCostUsd) + " USD");
    fact("expected", Figures.usd(tally.expectedCostUsd) + " USD");
    String best = tally.best();
    fact(
        "always " + (best == null ? "best" : best),
        Figures.usd(tally.alwaysBestUsd()) + " USD expected");
    fact("saved", Words.saved(tally));
    for (OutcomeClass outcome : OutcomeClass.values()) {
      long count = Incidents.outcomes(tally, outcome);
      if (count > 0) {
        fact(outcome.name().toLowerCase(Locale.ROOT), Figures.count(count));
      }
    }
    for (Notice notice : Notice.values()) {
      long count = tally.notices[notice.ordinal()];
      if (count > 0) {
        fact(notice.word().replace('_', ' '), Figures.count(count));
      }
    }
    for (Unlearnt unlearnt : Unlearnt.values()) {
      long count = tally.notLearnt[unlearnt.ordinal()];
      if (count > 0) {
        fact("not learnt: " + unlearnt.word().replace('_', ' '), Figures.count(count));
      }
    }
    page.append("</dl>\n");
    if (!tally.unknownNames.isEmpty()) {
      page.append("<p>Feedback names models that no pool knows; make aliases of them: ");
      page.append(
          tally.unknownNames.entrySet().stream()
              .map(e -> "<code>" + escape(e.getKey()) + "</code> " + Figures.count(e.getValue()))
              .collect(Collectors.joining(", ")));
      page.append(".</p>\n");
    }
  }

  private void charts() {
    double[] x = tally.span.axis();
    String across = tally.span.unit().name() + " since " + Span.text(tally.span.first());
    PromiseTally promise = tally.lastPromise();
    double target = promise == null ? Double.NaN : promise.sla.target();
    page.append("<div class=\"grid-of-charts\">\n");
    double[] shares = tally.satisfiedSoFar();
    int from = 0;
    while (from < shares.length && Double.isNaN(shares[from])) {
      from++;
    }
    if (from < shares.length) {
      figure(
          "satisfied so far, as estimated; the promise dashed",
          LineChart.draw(
              across,
              "share",
              List.of(
                  line(
                      "satisfied so far",
                      Arrays.copyOfRange(x, from, x.length),
                      Arrays.copyOfRange(shares, from, shares.length))),
              target,
              false));
    }
    figure(
        "debt: satisfying answers owed",
        LineChart.draw(
            across, "answers", List.of(line("debt", x, tally.debt())), Double.NaN, true));
    List<String> shown = ranked().stream().limit(OTHERS).toList();
    figure("who was decided for", area(across, x, shown) + legend(shown));
    page.append("</div>\n");
  }

  private static LineChart.Line line(String name, double[] x, double[] y) {
    return new LineChart.Line(name, 0, x, y);
  }

  private String area(String across, double[] x, List<String> shown) {
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
    if (ranked().size() > OTHERS) {
      bands.add(new AreaChart.Band("all others", OTHERS, rest));
    }
    return AreaChart.draw(across, "share of decisions", x, bands);
  }

  private String legend(List<String> shown) {
    StringBuilder legend = new StringBuilder("<span class=\"legend\">");
    for (int i = 0; i < shown.size(); i++) {
      legend.append("<span><i style=\"--c:var(--s").append(i).append(")\"></i>");
      legend.append(escape(shown.get(i))).append("</span>");
    }
    if (ranked().size() > OTHERS) {
      legend.append("<span><i style=\"--c:var(--s9)\"></i>all others</span>");
    }
    return legend.append("</span>").toString();
  }

  private void promises() {
    if (tally.promises().size() < 2) {
      return;
    }
    page.append("<h3>Promises, one after the other</h3>\n");
    table("since", "target", "policy", "decisions", "delivered", "95 %", "from");
    for (PromiseTally promise : tally.promises()) {
      Interval delivered = promise.delivered();
      page.append("<tr>");
      cell(Span.text(promise.span.first()));
      cell(Figures.percent(promise.sla.target()));
      cell(promise.sla.policy());
      cell(Figures.count(promise.decisions));
      cell(Figures.percent(delivered.mean()));
      cell(Words.range(delivered));
      cell(Figures.count(delivered.count()) + " " + promise.basis().words);
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private void shadow() {
    ShadowComparison shadow = tally.shadow;
    if (shadow.decisions == 0) {
      return;
    }
    page.append("<h3>Shadow mode</h3>\n<p>").append(Figures.count(shadow.decisions));
    page.append(" decisions were only observed: the incumbent answered. ");
    page.append(Figures.count(shadow.compared));
    page.append(" requests named an incumbent of the pool and are compared; for ");
    page.append(Figures.percent((double) shadow.agreed / shadow.compared));
    page.append(" of them the router chose the same model.</p>\n");
    table("", "expected cost USD", "expected satisfied", "judged", "satisfied", "95 %", "paid USD");
    shadowRow("incumbent", shadow.incumbentUsd, shadow.incumbentExpected, shadow.judged);
    cell(Figures.usd(shadow.paidUsd));
    page.append("</tr>\n");
    shadowRow("router", shadow.routerUsd, shadow.routerExpected, shadow.judgedAgreed);
    cell("");
    page.append("</tr>\n</tbody></table></div>\n");
    page.append("<p>The router would have saved ").append(Figures.percent(shadow.saved()));
    page.append(" of the incumbent's expected cost. Its judged answers are those where both chose");
    page.append(" the same model: the incumbent picked that sample.</p>\n");
  }

  private void shadowRow(String who, double usd, Sample expected, Sample judged) {
    page.append("<tr>");
    cell(who);
    cell(Figures.usd(usd));
    cell(Figures.percent(expected.mean()));
    cell(Figures.count(judged.count));
    cell(Figures.percent(judged.mean()));
    cell(Words.range(judged.interval()));
  }

  private void models() {
    page.append("<h3>Models</h3>\n");
    table("model", "decisions", "share", "explored", "judged", "satisfied", "95 %", "spent USD");
    for (String name : ranked()) {
      ModelUse use = tally.models.get(name);
      Sample judged = use.judged(0, Span.PARTS);
      page.append("<tr>");
      cell(name);
      cell(Figures.count(use.decisions()));
      cell(Figures.percent((double) use.decisions() / tally.decisions));
      cell(Figures.count(use.explored));
      cell(Figures.count(judged.count));
      cell(Figures.percent(judged.mean()));
      cell(Words.range(judged.interval()));
      cell(Figures.usd(use.costUsd));
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
    PromiseTally promise = tally.lastPromise();
    if (promise != null && promise.sla.feedback().silenceCounts()) {
      page.append("<p>Satisfied and dissatisfied users speak at different rates here, so shares ");
      page.append("of judged answers compare models, but are no estimate of satisfaction.</p>\n");
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
    page.append("<h3>Drift and incidents</h3>\n");
    page.append(incidents.isEmpty() ? "<p>None.</p>\n" : Words.incidents(incidents));
  }

  private void table(String... heads) {
    page.append("<div class=\"wide\"><table><thead><tr>");
    for (String head : heads) {
      page.append("<th>").append(head).append("</th>");
    }
    page.append("</tr></thead><tbody>\n");
  }

  private void cell(String value) {
    page.append("<td>").append(escape(value)).append("</td>");
  }

  private void fact(String name, String value) {
    page.append("<div><dt>").append(escape(name)).append("</dt><dd>");
    page.append(escape(value)).append("</dd></div>");
  }

  private void figure(String caption, String svg) {
    page.append("<figure><figcaption>").append(caption).append("</figcaption>\n");
    page.append(svg).append("</figure>\n");
  }
}
