package dev.surety.benchmarks.tools;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.pipeline.Scratch;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Ratio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the commands that read journals and savepoints take, each in a JVM of its own as users start
 * them: processor time of the whole process, start and compilation included, beside that of a
 * process that only reads and decompresses the journal's files.
 */
public final class ToolsPart implements Part {

  private static final int TENANTS = 1_000;
  private static final int MILLION = 1_000_000;
  private static final int FLEET = 100_000;
  private static final int QUICK = 20;
  private static final int ROUNDS = 3;

  private Measurements findings;
  private RunLog progress;

  @Override
  public String name() {
    return "tools";
  }

  @Override
  public void run(Measurements findings, boolean quick, RunLog progress) throws Exception {
    this.findings = findings;
    this.progress = progress;
    try (Scratch scratch = Scratch.open()) {
      journal(scratch.folder(), quick ? 2 * MILLION / QUICK : 2 * MILLION, quick ? 1 : ROUNDS);
      fleet(scratch.folder(), quick ? FLEET / QUICK : FLEET);
    }
  }

  private void journal(Path folder, int decisions, int rounds)
      throws IOException, InterruptedException {
    progress.say("tools: writing a journal");
    Path journal = folder.resolve("journal");
    double rows = MadeJournal.write(journal, TENANTS, decisions);
    String of = String.format(Locale.ROOT, ", a journal of %,.0f rows, 11 models", rows);
    List<Double> reading = new ArrayList<>();
    List<Double> evaluating = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      progress.say("tools: audit evaluate, and its files alone");
      double alone = ToolRun.of(folder, "read", journal.toString()).cpuSeconds();
      double evaluated =
          ToolRun.of(
                  folder,
                  "audit",
                  "evaluate",
                  "--journal",
                  journal.toString(),
                  "--model",
                  "model-5")
              .cpuSeconds();
      reading.add(rows / alone);
      evaluating.add(rows / evaluated);
      ratios.add(evaluated / alone);
    }
    findings.measured(name(), "files read and decompressed alone" + of, "rows/s a core", reading);
    double perSecond =
        findings.measured(name(), "audit evaluate" + of, "rows/s a core", evaluating);
    if (decisions >= MILLION) { // of fewer the start is most of it
      findings.ratio(Ratio.AUDIT_ROWS_PER_CORE_SECOND, perSecond);
    }
    findings.ratio(
        Ratio.AUDIT_VS_READING,
        findings.measured(name(), "audit evaluate over its files alone" + of, "", ratios));
    progress.say("tools: audit report, audit explain");
    String page = folder.resolve("report.html").toString();
    ToolRun report =
        ToolRun.of(folder, "audit", "report", "--journal", journal.toString(), "--out", page);
    findings.measured(name(), "audit report" + of, "rows/s a core", rows / report.cpuSeconds());
    ToolRun explain =
        ToolRun.of(
            folder,
            "audit",
            "explain",
            "b7e1c0de-" + decisions / 2,
            "--journal",
            journal.toString());
    findings.measured(name(), "audit explain" + of, "rows/s a core", rows / explain.cpuSeconds());
  }

  private void fleet(Path folder, int tenants) throws IOException, InterruptedException {
    progress.say("tools: writing a savepoint");
    String of = String.format(Locale.ROOT, ", %,d tenants with 60 open decisions each", tenants);
    String savepoint = folder.resolve("savepoint").toUri().toString();
    ToolRun.of(folder, "fleet", savepoint, Integer.toString(tenants));
    progress.say("tools: state inspect");
    ToolRun inspect = ToolRun.of(folder, "state", "inspect", savepoint, "--top", "20");
    findings.measured(name(), "state inspect --top 20" + of, "s", inspect.seconds());
    findings.measured(
        name(), "state inspect --top 20, processor time" + of, "s", inspect.cpuSeconds());
    if (tenants == FLEET) {
      findings.ratio(Ratio.INSPECT_SECONDS_100K_TENANTS, inspect.seconds());
    }
  }
}
