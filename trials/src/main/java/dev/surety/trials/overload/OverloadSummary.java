package dev.surety.trials.overload;

import dev.surety.demo.run.SummaryFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What each phase came to, and how often the job failed meanwhile. */
record OverloadSummary(List<Phase> phases, long restarts) {

  boolean nothingLost() {
    return restarts == 0 && phases.stream().allMatch(phase -> phase.decided() == phase.sent());
  }

  void write(Path file) throws IOException {
    SummaryFile.write(file, this);
  }

  void print(PrintStream out) {
    for (Phase phase : phases) {
      out.printf(
          "%-24s %,7.0f/s  sent %,8d  decided %,8d  others p50 %,6.0f ms, p99 %,6.0f ms  drained in"
              + " %.1f s%n",
          phase.name(),
          phase.rate(),
          phase.sent(),
          phase.decided(),
          phase.othersP50(),
          phase.othersP99(),
          phase.drainSeconds());
    }
    out.printf("%d restarts; %s%n", restarts, nothingLost() ? "nothing was lost" : "LOSS");
  }
}
