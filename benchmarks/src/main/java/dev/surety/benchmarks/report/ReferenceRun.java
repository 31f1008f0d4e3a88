package dev.surety.benchmarks.report;

import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run is held against: the ratios of an earlier one. A ratio that is worse by more than a
 * fifth is a regression; rates and latencies themselves are the machine's and not compared.
 */
record ReferenceRun(Map<String, Double> ratios) {

  private static final double TOLERANCE = 0.2;

  /** A ratio that got worse by more than is allowed. */
  record Regression(String ratio, double value, double baseline) {

    String text() {
      return "%s is %s, more than %.0f %% worse than the baseline's %s"
          .formatted(ratio, Figures.measured(value), 100 * TOLERANCE, Figures.measured(baseline));
    }
  }

  List<Regression> regressions(Map<String, Double> measured) {
    List<Regression> found = new ArrayList<>();
    for (Ratio ratio : Ratio.values()) {
      Double value = measured.get(ratio.key());
      Double was = ratios.get(ratio.key());
      if (value != null && was != null && ratio.worse(value, was, TOLERANCE)) {
        found.add(new Regression(ratio.key(), value, was));
      }
    }
    return found;
  }

  /** How many ratios of a run are known here. */
  long compared(Map<String, Double> measured) {
    return measured.keySet().stream().filter(ratios::containsKey).count();
  }
}
