package dev.surety.benchmarks.report;

import dev.surety.output.terminal.Figures;
import java.io.PrintWriter;

/** A result on a screen. */
final class ResultTable {

  private ResultTable() {}

  static void print(BenchResult result, PrintWriter out) {
    Machine machine = result.machine();
    out.printf(
        "%s, %d cores, %,d MB, heap %,d MB; %s; Flink %s; load before the run %.1f%n",
        machine.processor(),
        machine.cores(),
        machine.memoryMb(),
        machine.heapMb(),
        machine.jdk(),
        machine.flink(),
        machine.load());
    String part = "";
    for (Measurement m : result.measurements()) {
      if (!m.part().equals(part)) {
        part = m.part();
        out.printf("%n%-62s %14s  %s%n", part, "median", "least to most");
      }
      out.printf("  %-60s %14s %s%n", m.name(), Figures.measured(m.value()), unitAndSpread(m));
    }
    out.printf("%n%-62s %14s%n", "ratios", "");
    result
        .ratios()
        .forEach((key, value) -> out.printf("  %-60s %14s%n", key, Figures.measured(value)));
    out.printf("%n%-62s %14s%n", "targets", "");
    for (BenchResult.Target target : result.targets()) {
      out.printf(
          "  %-60s %14s %s (%s)%n",
          target.ratio(),
          Figures.measured(target.value()),
          target.met() ? "met" : "MISSED",
          target.bound());
    }
    out.printf("%nmeasured in %.0f s%n", result.seconds());
  }

  private static String unitAndSpread(Measurement m) {
    return m.rounds().size() == 1
        ? m.unit()
        : "%s  (%s to %s)"
            .formatted(m.unit(), Figures.measured(m.least()), Figures.measured(m.most()));
  }
}
