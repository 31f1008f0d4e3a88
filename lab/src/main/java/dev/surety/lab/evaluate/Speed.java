package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import java.util.List;

/**
 * How fast the engine decided: of the replay loop alone, with the answers, judgements and curves
 * that belong to it, without reading data, references and reports.
 *
 * @param perCpuSecond decisions for each second of processor time, over all runs: the first ones
 *     are slow, until the JVM has compiled what they use
 * @param warm the same of the fastest run
 * @param perWallSecond decisions for each second on the clock that a core had a run, over all runs
 */
record Speed(double perCpuSecond, double warm, double perWallSecond) {

  static Speed of(List<CellResult> cells) {
    double requests = cells.stream().mapToDouble(c -> c.truth().requests).sum();
    return new Speed(
        requests / cells.stream().mapToLong(c -> c.times().cpu()).sum() * 1e9,
        cells.stream().mapToDouble(c -> c.truth().requests * 1e9 / c.times().cpu()).max().orElse(0),
        requests / cells.stream().mapToLong(c -> c.times().wall()).sum() * 1e9);
  }

  String text() {
    return "%s decisions a second a core, warm-up included (fastest run %s; by the clock %s)"
        .formatted(rounded(perCpuSecond), rounded(warm), rounded(perWallSecond));
  }

  /** What a decision of each policy takes: the median run's median. */
  static List<String> decisions(Evaluation evaluation) {
    return evaluation.plan().policies().stream()
        .map(
            policy ->
                "%s: %s ns a decision (median, engine and journal row included)"
                    .formatted(policy.label(), Figures.count(nanos(evaluation, policy))))
        .toList();
  }

  private static long nanos(Evaluation evaluation, PolicyChoice policy) {
    long[] medians =
        evaluation.cells().stream()
            .filter(c -> c.cell().policy().equals(policy))
            .mapToLong(c -> c.times().decision())
            .sorted()
            .toArray();
    return medians[medians.length / 2];
  }

  private static String rounded(double perSecond) {
    return Figures.count(Math.round(perSecond));
  }
}
