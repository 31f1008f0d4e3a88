package dev.surety.trials.overload;

import dev.surety.demo.run.SummaryFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What each phase came to, and how often the job failed meanwhile. */
record OverloadSummary(List<Phase> phases, long restarts) {

  boolean nothingLost() {
    return restarts == 0
        && phases.stream().allMatch(phase -> phase.decided() + phase.turnedAway() == phase.sent());
  }

  void write(Path file) throws IOException {
    SummaryFile.write(file, this);
  }

  /** What a burst of one tenant does to the others, against the even traffic on both its sides. */
  double burst(String name) {
    double before = 0;
    double during = Double.NaN;
    for (int i = 1; i + 1 < phases.size(); i++) {
      if (phases.get(i).name().equals(name)) {
        before = (phases.get(i - 1).othersP99() + phases.get(i + 1).othersP99()) / 2;
        during = phases.get(i).othersP99();
      }
    }
    return during / before;
  }

  private void burst(PrintStream out, String name) {
    out.printf("%s: %.1f times the others' p99 before and after%n", name, burst(name));
  }

  void print(PrintStream out) {
    for (Phase phase : phases) {
      out.printf(
          "%-28s %,7.0f/s  sent %,8d  decided %,8d  turned away %,8d  others p50 %,6.0f ms, p99 %,6.0f ms  drained in"
              + " %.1f s%n",
          phase.name(),
          phase.rate(),
          phase.sent(),
          phase.decided(),
          phase.turnedAway(),
          phase.othersP50(),
          phase.othersP99(),
          phase.drainSeconds());
    }
    burst(out, OverloadRun.BURST);
    burst(out, OverloadRun.LIMITED);
    out.printf("%d restarts; %s%n", restarts, nothingLost() ? "nothing was lost" : "LOSS");
  }
}
