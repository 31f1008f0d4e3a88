package dev.surety.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.surety.domain.Certified;
import dev.surety.estimator.Interval;
import dev.surety.output.terminal.BadInput;
import dev.surety.output.terminal.CertifiedWords;
import dev.surety.output.terminal.Figures;
import dev.surety.tools.audit.TenantOption;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.HistoryOption;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalOption;
import dev.surety.tools.journal.JournalOutline;
import dev.surety.tools.journal.MissingOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surety audit report}. Exit codes: 0 done, 1 the work failed, 2 bad usage or input. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes one offline page for the owner of the promises: what was promised and delivered,"
            + " debt, money spent and saved, models, drift and incidents.")
public final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private JournalOption journal;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.html",
      description = "Where the page goes.")
  private Path out;

  @Mixin private TenantOption tenants;

  @Option(names = "--summary", paramLabel = "FILE.json", description = "The same for machines.")
  private Path summary;

  @Mixin private HistoryOption histories;

  @Mixin private MissingOption missing;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::report);
  }

  private int report() throws IOException {
    for (Path file : summary == null ? List.of(out) : List.of(out, summary)) {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder); // better now than after the work
    }
    long started = System.nanoTime();
    JournalFiles files = journal.files();
    History history = histories.of(JournalOutline.of(files, JournalOutline.Progress.SILENT));
    JournalAccount account = JournalAccount.of(history, tenants.wanted());
    missing.check(account);
    PromiseReport report = PromiseReport.of(history, tenants.wanted(), account);
    if (report.keys().isEmpty()) {
      throw tenants.wanted().nothingIn(files.folder());
    }
    Files.writeString(out, PromisePage.write(report));
    if (summary != null) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      Files.writeString(summary, mapper.writeValueAsString(PromiseReportJson.of(report)) + "\n");
    }
    print(report, (System.nanoTime() - started) / 1e9);
    return 0;
  }

  private static void said(PrintWriter text, String of, String words) {
    if (!words.isEmpty()) {
      text.printf("  %s %s%n", of, words);
    }
  }

  private void print(PromiseReport report, double seconds) {
    PrintWriter text = spec.commandLine().getOut();
    Span all = report.survey().all;
    text.printf("from %s to %s%n", Span.text(all.first()), Span.text(all.last()));
    for (KeyTally tally : report.bySpending().stream().limit(PromisePage.MOST_SECTIONS).toList()) {
      Interval delivered = tally.delivery().interval();
      text.printf(
          "%s: promised %s, delivered %s (%s): %s; spent %s USD, saved %s%s%n",
          tally.key,
          ReportWords.promised(tally),
          Figures.percent(delivered.mean()),
          ReportWords.range(delivered),
          tally.verdict().words(),
          Figures.usd(tally.bookedCostUsd),
          ReportWords.saved(tally),
          missing(report, tally));
      Certified certified = tally.certified();
      if (certified != null) {
        text.printf("  certified %s%n", CertifiedWords.of(certified));
      }
      said(text, "deadline", ReportWords.deadline(tally));
      said(text, "budget", ReportWords.budget(tally));
      said(text, "shared budget", ReportWords.sharedBudget(tally));
      said(text, "allowed are models", ReportWords.limits(tally));
    }
    report.account().lines().forEach(text::println);
    text.printf(
        "%s rows in %s s; written: %s%s%n",
        Figures.count(report.rows()),
        Figures.fixed(seconds, 1),
        out,
        summary == null ? "" : ", " + summary);
    text.flush();
  }

  private static String missing(PromiseReport report, KeyTally tally) {
    double share = report.account().missingShare(tally.key.key());
    return share == 0 ? "" : "; " + Figures.percent(share) + " of its rows are missing";
  }
}
