package dev.surety.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Requests whose outcome is known for every model of a pool, so that any choice of a router can be
 * answered, paid and judged: recorded ({@link RecordedData}) or simulated ({@link SimulatedData}).
 */
public sealed interface RoutingData permits RecordedData, SimulatedData {

  /** The models, in the order of the arrays of every row. */
  ModelPool pool();

  /** Number of rows, at least 1. */
  int size();

  /**
   * Row {@code index}, 0-based.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  RoutingRow row(int index);

  /** Whether any quality lies strictly between 0 and 1, so that users send scores. */
  boolean graded();

  /** Where the data comes from, in one line for people. */
  String origin();

  /** What was left out of the data and why, one line each; empty if nothing was. */
  List<String> notes();

  /**
   * Reads FILE.jsonl.gz (or .jsonl) and the FILE.models.json beside it.
   *
   * @throws DataFormatException if the content isn't as described, naming file, line and mend
   * @throws IOException if a file can't be read
   */
  static RecordedData read(Path file) throws IOException {
    return read(file, List.of(), RecordedData.MAX_MISSING_SHARE);
  }

  /**
   * Reads the same two files, but only some of the models.
   *
   * @param models names of the models wanted; empty for all of the file
   * @param maxMissingShare a model without an answer on this share of the rows or more is left out
   * @throws IllegalArgumentException if the file has no model of one of the names
   */
  static RecordedData read(Path file, List<String> models, double maxMissingShare)
      throws IOException {
    return RecordedData.read(file, models, maxMissingShare);
  }

  /** Mean quality of each model over all rows, in pool order. */
  default double[] meanQuality() {
    double[] mean = new double[pool().size()];
    for (int i = 0; i < size(); i++) {
      RoutingRow row = row(i);
      for (int m = 0; m < mean.length; m++) {
        mean[m] += row.quality(m) / size();
      }
    }
    return mean;
  }

  /** Mean cost of each model over all rows at the pool's prices, in pool order, USD a request. */
  default double[] meanCostUsd() {
    double[] mean = new double[pool().size()];
    for (int i = 0; i < size(); i++) {
      RoutingRow row = row(i);
      for (int m = 0; m < mean.length; m++) {
        mean[m] += row.costUsd(m) / size();
      }
    }
    return mean;
  }
}
