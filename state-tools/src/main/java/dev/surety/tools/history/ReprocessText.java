package dev.surety.tools.history;

import dev.surety.output.terminal.Figures;
import java.io.PrintWriter;
import java.util.Locale;

/** What a reprocessing says to people. */
record ReprocessText(Reprocess done, double seconds) {

  void write(PrintWriter out) {
    RerunReport report = done.report();
    line(
        out, "run again %,d events of %,d keys in %.1f s", report.events(), report.keys(), seconds);
    line(out, "left out  %,d rows of abandoned branches", done.abandonedRows());
    if (done.kept() > 0) {
      line(out, "kept      %,d keys as they are: the journal has no rows of them", done.kept());
    }
    if (report.gaps() > 0) {
      line(out, "missing   %,d rows: the result is that of an incomplete history", report.gaps());
    }
    if (done.behind() > 0) {
      line(
          out,
          "behind    %,d keys: the savepoint has taken in more than the journal shows",
          done.behind());
    }
    if (report.rejected() > 0) {
      line(
          out,
          "refused   %,d events that no promise or no model would take now",
          report.rejected());
    }
    if (report.unseen() > 0) {
      line(
          out,
          "unseen    %,d requests whose features the policy looks at and the journal does not have: it keeps"
              + " those that are used (journal.features). With journal.features: always what comes from now"
              + " on can be run again under any policy",
          report.unseen());
    }
    line(
        out,
        "decisions %,d, of them %,d (%.1f %%) for another model",
        report.decisions(),
        report.changed(),
        report.decisions() == 0 ? 0 : 100.0 * report.changed() / report.decisions());
    line(
        out,
        "observed  satisfaction %s of %,d judged answers; $%s booked",
        share(report.satisfied(), report.labels()),
        report.labels(),
        money(report.costUsd()));
    out.println();
    out.println("expected                        satisfaction               cost, USD");
    out.println("by the estimates     then      now            then           now   of requests");
    comparison(out, "of then", report.then());
    comparison(out, "of now", report.now());
  }

  private static void comparison(PrintWriter out, String whose, PairedComparison comparison) {
    line(
        out,
        "  %-14s %9s %9s %14s %14s   %,d and %,d",
        whose,
        share(comparison.satisfactionThen(), comparison.rated()),
        share(comparison.satisfactionNow(), comparison.rated()),
        money(comparison.costThenUsd()),
        money(comparison.costNowUsd()),
        comparison.rated(),
        comparison.priced());
  }

  private static String share(double sum, long of) {
    return of == 0 ? "unknown" : Figures.fixed(sum / of, 4);
  }

  private static String money(double usd) {
    return Figures.grouped(usd, 4);
  }

  private static void line(PrintWriter out, String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
