package dev.surety.tools.report;

import static dev.surety.output.chart.Markup.escape;

import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.output.terminal.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The page: one file that needs nothing else, without the date of its making, so that the same
 * journal gives the same page.
 */
final class ReportPage {

  /** Sections for the keys that cost most; the table at the top has all. */
  static final int MOST_SECTIONS = 40;

  private static final String STYLE = "report.css";

  private final StringBuilder page = new StringBuilder();
  private final PromiseReport report;

  private ReportPage(PromiseReport report) {
    this.report = report;
  }

  static String write(PromiseReport report) {
    ReportPage page = new ReportPage(report);
    page.head();
    page.tiles();
    page.promises();
    page.restarts();
    for (KeyTally tally : report.bySpending().stream().limit(MOST_SECTIONS).toList()) {
      page.page.append(KeySection.of(tally, report.survey()));
    }
    page.method();
    return page.page.append("</main>\n</body>\n</html>\n").toString();
  }

  private void head() {
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<link rel=\"icon\" href=\"data:,\">\n<title>Promises and their price</title>\n");
    page.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>Promises and their price</h1>\n");
    Span all = report.survey().all;
    page.append("<p>What was promised, what was delivered, and what it cost: from the journal, ");
    page.append(Span.text(all.first())).append(" to ").append(Span.text(all.last()));
    page.append(".</p>\n");
  }

  private void tiles() {
    long judged = report.keys().stream().filter(k -> verdict(k) != Verdict.UNKNOWN).count();
    long kept = report.keys().stream().filter(k -> holds(verdict(k))).count();
    long decisions = report.keys().stream().mapToLong(k -> k.decisions).sum();
    double booked = report.keys().stream().mapToDouble(k -> k.bookedCostUsd).sum();
    double spent = report.keys().stream().mapToDouble(k -> k.spentUsd).sum();
    double best = report.keys().stream().mapToDouble(k -> k.bestSpentUsd).sum();
    page.append("<dl class=\"tiles\">");
    long sure = report.keys().stream().filter(k -> verdict(k) == Verdict.KEPT).count();
    tile("promises kept", kept + " of " + judged, sure + " beyond doubt, others likely");
    tile("decisions", Figures.count(decisions), "");
    tile("spent", Figures.usd(booked) + " USD", "as reported with the answers");
    tile("saved", Words.saved(spent, best), "against the best model for everything");
    page.append("</dl>\n");
  }

  private void tile(String name, String value, String note) {
    page.append("<div><dt>").append(name).append("</dt><dd>").append(escape(value));
    if (!note.isEmpty()) {
      page.append("<small>").append(note).append("</small>");
    }
    page.append("</dd></div>");
  }

  private void promises() {
    page.append("<div class=\"wide\"><table><thead><tr>");
    for (String head :
        List.of(
            "tenant / tier",
            "verdict",
            "promised",
            "delivered",
            "95 %",
            "debt",
            "spent",
            "saved")) {
      page.append("<th>").append(head).append("</th>");
    }
    page.append("</tr></thead><tbody>\n");
    int shown = 0;
    for (KeyTally tally : report.bySpending()) {
      String name = escape(tally.key.key());
      page.append("<tr><td>");
      page.append(
          shown++ < MOST_SECTIONS
              ? "<a href=\"#" + KeySection.anchor(tally) + "\">" + name + "</a>"
              : name);
      page.append("</td>");
      page.append("<td>").append(Words.chip(verdict(tally))).append("</td>");
      PromiseTally promise = tally.lastPromise();
      if (promise == null) {
        page.append("<td colspan=\"3\">its configuration is not in the journal</td>");
      } else {
        Interval delivered = promise.delivered();
        cell(Figures.percent(promise.sla.target()));
        cell(Figures.percent(delivered.mean()));
        page.append("<td>").append(Words.range(delivered)).append("</td>");
      }
      double[] debt = tally.debt();
      cell(Figures.fixed(debt[debt.length - 1], 1));
      cell(Figures.usd(tally.bookedCostUsd));
      cell(Words.saved(tally));
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
    if (report.keys().size() > MOST_SECTIONS) {
      page.append("<p>The ").append(MOST_SECTIONS);
      page.append(" that cost most have a section below; <code>--tenant</code> has the others.");
      page.append("</p>\n");
    }
  }

  private void restarts() {
    List<Incident> restarts = report.restarts();
    if (!restarts.isEmpty()) {
      page.append("<h2>Restarts of the job</h2>\n").append(Words.incidents(restarts));
    }
  }

  private void method() {
    page.append("<h2>How this is worked out</h2>\n<ul class=\"notes\">");
    note(
        "Delivered",
        "the share of answers that satisfied, as far as can be known. Where satisfied and"
            + " dissatisfied users speak equally often, the judged answers are a fair sample of all."
            + " Where they don't, judgements that were asked for by a logged coin are taken; if"
            + " there are fewer than "
            + PromiseTally.ASKED_ENOUGH
            + ", every answer counts once its window has closed, silence at the value that the"
            + " stated reporting rates give it.");
    note(
        "Kept",
        "the 95 % interval lies at or above the promise; missed: below it. Likely kept, or within"
            + " the noise: it lies on both sides, and the estimate above or below. It is the"
            + " promise that was made last.");
    note(
        "Debt",
        "the router's virtual queue: satisfying answers that are owed, never below 0. One judgement"
            + " stands for all the answers nobody judged, so it is noisy where few speak.");
    note(
        "Spent",
        "what the gateway reported with the answers. What it did not report is not in it.");
    note(
        "Saved",
        "one less the ratio of what the decisions were expected to cost to what they would have"
            + " been expected to cost had the best model answered all: that which was expected to"
            + " satisfy most, on the mean over the decisions it was a candidate of, at the mean of"
            + " its expected cost there. Both are expectations of the router, so like is compared"
            + " with like.");
    note(
        "Rows",
        Figures.count(report.rows())
            + " of the journal count; "
            + Figures.count(report.abandoned())
            + " were written on branches that were abandoned, and are left out.");
    page.append("</ul>\n");
  }

  private void note(String name, String text) {
    page.append("<li><b>").append(name).append("</b>: ").append(text).append("</li>\n");
  }

  private void cell(String value) {
    page.append("<td>").append(escape(value)).append("</td>");
  }

  static Verdict verdict(KeyTally tally) {
    PromiseTally promise = tally.lastPromise();
    return promise == null ? Verdict.UNKNOWN : promise.delivered().verdict(promise.floor());
  }

  static boolean holds(Verdict verdict) {
    return verdict == Verdict.KEPT || verdict == Verdict.LIKELY_KEPT;
  }

  private static String style() {
    try (InputStream style = ReportPage.class.getResourceAsStream(STYLE)) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
