package dev.surety.tools.report;

import dev.surety.engine.Delivery;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.output.page.Block;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.page.Block.Mood;
import dev.surety.output.page.Block.TableCell;
import dev.surety.output.page.Page;
import dev.surety.output.page.Phrase;
import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The page: the same journal gives the same page. */
final class PromisePage {

  /** Sections for the keys that cost most; the table at the top has all. */
  static final int MOST_SECTIONS = 40;

  private final List<Block> blocks = new ArrayList<>();
  private final PromiseReport report;

  private PromisePage(PromiseReport report) {
    this.report = report;
  }

  static String write(PromiseReport report) {
    PromisePage page = new PromisePage(report);
    page.head();
    page.tiles();
    page.promises();
    page.restarts();
    for (KeyTally tally : report.bySpending().stream().limit(MOST_SECTIONS).toList()) {
      page.blocks.add(KeySection.of(tally, report.survey()));
    }
    page.method();
    return new Page("Promises and their price", page.blocks).html();
  }

  private void head() {
    Span all = report.survey().all;
    blocks.add(new Block.Heading(1, "Promises and their price"));
    blocks.add(
        new Block.Paragraph(
            "What was promised, what was delivered, and what it cost: from the journal, "
                + Span.text(all.first())
                + " to "
                + Span.text(all.last())
                + "."));
  }

  private void tiles() {
    Collection<KeyTally> keys = report.keys();
    long judged = keys.stream().filter(k -> k.verdict() != Verdict.UNKNOWN).count();
    long kept = keys.stream().filter(k -> holds(k.verdict())).count();
    long sure = keys.stream().filter(k -> k.verdict() == Verdict.KEPT).count();
    long decisions = keys.stream().mapToLong(k -> k.decisions).sum();
    double booked = keys.stream().mapToDouble(k -> k.bookedCostUsd).sum();
    double spent = keys.stream().mapToDouble(k -> k.spentUsd).sum();
    double best = keys.stream().mapToDouble(k -> k.bestSpentUsd).sum();
    blocks.add(
        new Block.Tiles(
            List.of(
                new Fact(
                    "promises kept", kept + " of " + judged, sure + " beyond doubt, others likely"),
                new Fact("decisions", Figures.count(decisions)),
                new Fact("spent", Figures.usd(booked) + " USD", "as reported with the answers"),
                new Fact(
                    "saved",
                    ReportWords.saved(spent, best),
                    "against the best model for everything"))));
  }

  private void promises() {
    List<List<TableCell>> rows = new ArrayList<>();
    for (KeyTally tally : report.bySpending()) {
      rows.add(row(tally, rows.size() < MOST_SECTIONS));
    }
    blocks.add(
        new Block.Table(
            List.of(
                "tenant / tier",
                "verdict",
                "promised",
                "delivered",
                "95 %",
                "debt",
                "spent",
                "saved"),
            rows));
    if (report.keys().size() > MOST_SECTIONS) {
      blocks.add(
          new Block.Paragraph(
              Phrase.of("The " + MOST_SECTIONS + " that cost most have a section below; ")
                  .code("--tenant")
                  .text(" has the others.")));
    }
  }

  private static List<TableCell> row(KeyTally tally, boolean linked) {
    String name = tally.key.key();
    List<TableCell> cells = new ArrayList<>();
    cells.add(
        TableCell.of(linked ? Phrase.EMPTY.link(KeySection.anchor(tally), name) : Phrase.of(name)));
    cells.add(TableCell.of(Phrase.EMPTY.verdict(tally.verdict())));
    PromiseTally promise = tally.lastPromise();
    if (promise == null) {
      Phrase unknown = Phrase.of("its configuration is not in the journal");
      cells.add(new TableCell(unknown, Mood.NONE, 3));
    } else {
      Interval delivered = tally.delivery().interval();
      cells.add(TableCell.of(ReportWords.promised(tally)));
      cells.add(TableCell.of(Figures.percent(delivered.mean())));
      cells.add(TableCell.of(ReportWords.range(delivered)));
    }
    double[] debt = tally.debt();
    cells.add(TableCell.of(Figures.fixed(debt[debt.length - 1], 1)));
    cells.add(TableCell.of(Figures.usd(tally.bookedCostUsd)));
    cells.add(TableCell.of(ReportWords.saved(tally)));
    return cells;
  }

  private void restarts() {
    List<Incident> restarts = report.restarts();
    if (!restarts.isEmpty()) {
      blocks.add(new Block.Heading(2, "Restarts of the job"));
      blocks.add(ReportWords.incidents(restarts));
    }
  }

  private void method() {
    blocks.add(new Block.Heading(2, "How this is worked out"));
    blocks.add(
        new Block.Notes(
            List.of(
                new Fact(
                    "Delivered",
                    "the share of answers that satisfied, as far as can be known. Where satisfied"
                        + " and dissatisfied users speak equally often, the judged answers are a"
                        + " fair sample of all. Where they don't, judgements that were asked for by"
                        + " a logged coin are taken; if there are fewer than "
                        + Delivery.ASKED_ENOUGH
                        + ", every answer counts once its window has closed, silence at the value"
                        + " that the stated reporting rates give it; before, it is not judged yet."
                        + " An incumbent's answers, while a tenant is only observed, count for no"
                        + " promise."),
                new Fact(
                    "Kept",
                    "the 95 % interval lies at or above the promise; missed: below it. Likely kept,"
                        + " or within the noise: it lies on both sides, and the estimate above or"
                        + " below. Each answer is owed the target that was in force when it was"
                        + " decided: the promise is the mean of these targets over the same"
                        + " answers, of the whole span of this page, less the tolerance that is"
                        + " granted now. The interval is Wilson's, corrected by half a judgement,"
                        + " so that one voice, or many that all agree, prove no more than they"
                        + " can."),
                new Fact(
                    "Debt",
                    "the router's virtual queue: satisfying answers that are owed, never below 0."
                        + " One judgement stands for all the answers nobody judged, so it is noisy"
                        + " where few speak."),
                new Fact(
                    "Spent",
                    "what the gateway reported with the answers. What it did not report is not in"
                        + " it."),
                new Fact(
                    "Saved",
                    "one less the ratio of what the decisions were expected to cost to what they"
                        + " would have been expected to cost had the best model answered all: that"
                        + " which was expected to satisfy most, on the mean over the decisions it"
                        + " was a candidate of, at the mean of its expected cost there. Both are"
                        + " expectations of the router, so like is compared with like."),
                new Fact(
                    "Rows",
                    Figures.count(report.rows())
                        + " of the journal count; "
                        + Figures.count(report.abandoned())
                        + " were written on branches that were abandoned, and are left out."
                        + account(report)))));
  }

  private static String account(PromiseReport report) {
    StringBuilder text = new StringBuilder();
    for (String line : report.account().lines()) {
      text.append(' ').append(line.strip().replaceAll(" +", " ")).append('.');
    }
    return text.toString();
  }

  static boolean holds(Verdict verdict) {
    return verdict == Verdict.KEPT || verdict == Verdict.LIKELY_KEPT;
  }
}
