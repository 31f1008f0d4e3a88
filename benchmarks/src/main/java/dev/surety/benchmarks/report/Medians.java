package dev.surety.benchmarks.report;

import java.util.Collection;
import org.apache.commons.statistics.descriptive.Median;

/** The middle of what was measured: what other work on the machine does to some rounds is out. */
public final class Medians {

  private Medians() {}

  /** The median; the mean of the middle two of an even number. */
  public static double of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return Median.withDefaults().evaluate(values.stream().mapToDouble(v -> v).toArray());
  }
}
