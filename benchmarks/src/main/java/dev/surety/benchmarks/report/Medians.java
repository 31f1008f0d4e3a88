package dev.surety.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/** The middle of what was measured: what other work on the machine does to some rounds is out. */
public final class Medians {

  private Medians() {}

  /** The median; the mean of the middle two of an even number. */
  public static double of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
