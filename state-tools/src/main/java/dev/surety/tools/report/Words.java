package dev.surety.tools.report;

import static dev.surety.output.chart.Markup.escape;

import dev.surety.domain.Standing;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.output.terminal.Figures;
import java.util.List;
import java.util.Locale;

/** Facts of the report as markup. */
final class Words {

  private Words() {}

  static String range(Interval interval) {
    return interval.count() == 0
        ? "-"
        : Figures.fixed(100 * interval.low(), 1) + " to " + Figures.percent(interval.high());
  }

  /** A verdict that is told by its words and sign, not by colour alone. */
  static String chip(Verdict verdict) {
    String sign =
        switch (verdict) {
          case KEPT -> "&#10003;";
          case MISSED -> "&#10007;";
          case LIKELY_KEPT, UNCERTAIN -> "&#8776;";
          case UNKNOWN -> "?";
        };
    return "<span class=\"chip %s\">%s %s</span>"
        .formatted(
            verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'), sign, verdict.words());
  }

  static String saved(KeyTally tally) {
    return saved(tally.spentUsd, tally.bestSpentUsd);
  }

  /** Of what was paid, as far as it is known, against the best model for everything. */
  static String saved(double spentUsd, double bestSpentUsd) {
    double saved = Standing.saved(spentUsd, bestSpentUsd);
    return Double.isNaN(saved) ? "-" : Figures.percent(saved);
  }

  static String incidents(List<Incident> incidents) {
    StringBuilder list = new StringBuilder("<ol class=\"incidents\">\n");
    for (Incident incident : incidents) {
      list.append("<li><time>").append(Span.text(incident.time())).append("</time> <b>");
      list.append(escape(incident.kind())).append("</b> <span>");
      list.append(escape(incident.text())).append("</span></li>\n");
    }
    return list.append("</ol>\n").toString();
  }

  /** Where an interval lies to its target, over the width that all intervals of a page share. */
  static String bar(Interval delivered, double target) {
    double low = Math.max(0, Math.min(target, delivered.low()) - 0.03);
    double high = Math.min(1, Math.max(target, delivered.high()) + 0.03);
    return String.format(
        Locale.ROOT,
        "<svg class=\"interval\" viewBox=\"0 0 240 30\" role=\"img\" aria-label=\"delivered %s,"
            + " promised %s\"><line class=\"axis\" x1=\"4\" x2=\"236\" y1=\"15\" y2=\"15\"/>"
            + "<rect class=\"span\" x=\"%.1f\" width=\"%.1f\" y=\"10\" height=\"10\" rx=\"3\"/>"
            + "<circle class=\"mean\" cx=\"%.1f\" cy=\"15\" r=\"5\"/>"
            + "<line class=\"target\" x1=\"%.1f\" x2=\"%.1f\" y1=\"2\" y2=\"28\"/></svg>",
        range(delivered),
        Figures.percent(target),
        x(delivered.low(), low, high),
        Math.max(2, x(delivered.high(), low, high) - x(delivered.low(), low, high)),
        x(delivered.mean(), low, high),
        x(target, low, high),
        x(target, low, high));
  }

  private static double x(double value, double low, double high) {
    return 4 + 232 * (value - low) / (high - low);
  }
}
