package dev.surety.tools.ope.journal;

import dev.surety.tools.ope.journal.Simulation.Delivered;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/** What a scenario delivered, seed by seed: sums over requests, of one tenant or of several. */
final class Simulated implements Serializable {

  private static final long serialVersionUID = 1;
  private static final double MISS = 0.05;

  private final double[] requests;
  private final double[] satisfied;
  private final double[] costUsd;

  Simulated(int seeds) {
    requests = new double[seeds];
    satisfied = new double[seeds];
    costUsd = new double[seeds];
  }

  void add(int seed, Delivered delivered) {
    requests[seed] += delivered.requests();
    satisfied[seed] += delivered.satisfaction() * delivered.requests();
    costUsd[seed] += delivered.costUsd() * delivered.requests();
  }

  void merge(Simulated other) {
    for (int seed = 0; seed < requests.length; seed++) {
      requests[seed] += other.requests[seed];
      satisfied[seed] += other.satisfied[seed];
      costUsd[seed] += other.costUsd[seed];
    }
  }

  /** Requests of one seed. */
  long requests() {
    return (long) requests[0];
  }

  /** Share of answers that satisfy. */
  Range satisfaction() {
    return range(satisfied);
  }

  /** USD a request. */
  Range cost() {
    return range(costUsd);
  }

  /**
   * A mean over seeds, and where another seed would land: mean +- t sd, 95 %. The seeds differ in
   * all chance and in the outcome regression's doubt, so this is no standard error that more seeds
   * would shrink.
   */
  record Range(double mean, double low, double high) implements Serializable {}

  private Range range(double[] sums) {
    int n = sums.length;
    double[] means = new double[n];
    Arrays.setAll(means, seed -> sums[seed] / requests[seed]);
    double mean = Arrays.stream(means).average().orElse(Double.NaN);
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    double half =
        Math.sqrt(squares / (n - 1)) * TDistribution.of(n - 1).inverseSurvivalProbability(MISS / 2);
    return new Range(mean, mean - half, mean + half);
  }
}
