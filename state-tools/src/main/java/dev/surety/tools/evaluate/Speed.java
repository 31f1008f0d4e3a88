package dev.surety.tools.evaluate;

import java.util.List;

/**
 * How fast the engine decided: of the replay loop alone, with the answers, judgements and curves
 * that belong to it, without reading data, references and reports.
 *
 * @param perCpuSecond decisions for each second of processor time
 * @param perWallSecond decisions for each second that a core was given to a cell
 */
record Speed(double perCpuSecond, double perWallSecond) {

  static Speed of(List<CellResult> cells) {
    double requests = cells.stream().mapToDouble(c -> c.ledger().requests).sum();
    return new Speed(
        requests / cells.stream().mapToLong(CellResult::cpuNanos).sum() * 1e9,
        requests / cells.stream().mapToLong(CellResult::wallNanos).sum() * 1e9);
  }

  String text() {
    return "%s decisions a second a core (%s by the clock on the wall)"
        .formatted(
            Figures.count(Math.round(perCpuSecond)), Figures.count(Math.round(perWallSecond)));
  }
}
