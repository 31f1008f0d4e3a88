package dev.surety.tools.report;

import dev.surety.estimator.Interval;
import java.util.Arrays;

/**
 * Numbers whose mean estimates satisfaction, taken in one by one: judgements, or where silence
 * counts what stands for an answer, which may lie outside [0, 1].
 */
final class Sample {

  /** Of a normal distribution: 95 % lie within so many standard deviations. */
  private static final double Z = 1.959963984540054;

  long count;
  double sum;
  double squares;

  static Sample[] some(int count) {
    Sample[] some = new Sample[count];
    Arrays.setAll(some, i -> new Sample());
    return some;
  }

  /** The first of them together. */
  static Sample sum(Sample[] samples, int to) {
    Sample sum = new Sample();
    for (int i = 0; i < to; i++) {
      sum.addAll(samples[i]);
    }
    return sum;
  }

  void add(double value) {
    count++;
    sum += value;
    squares += value * value;
  }

  /** What was taken in as {@code before} turned out to be {@code now}. */
  void correct(double before, double now) {
    sum += now - before;
    squares += now * now - before * before;
  }

  void addAll(Sample other) {
    count += other.count;
    sum += other.sum;
    squares += other.squares;
  }

  double mean() {
    return sum / count;
  }

  /**
   * The mean with its 95 % interval: Wilson's, with the variance of what was taken in instead of
   * that of a coin, so that it neither collapses where all judgements agree nor leaves [0, 1].
   */
  Interval interval() {
    if (count == 0) {
      return Interval.NONE;
    }
    double n = count;
    double mean = mean();
    double variance = Math.max(0, squares / n - mean * mean);
    double within = Math.max(0, Math.min(1, mean));
    // Wider than a coin's where surrogates are, never narrower than what 0..1 judgements give.
    double spread = Math.max(1, variance / Math.max(within * (1 - within), 1 / (4 * n)));
    double z2 = Z * Z * spread;
    double middle = (within + z2 / (2 * n)) / (1 + z2 / n);
    double half =
        Math.sqrt(z2) * Math.sqrt(within * (1 - within) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    return new Interval(within, Math.max(0, middle - half), Math.min(1, middle + half), count);
  }
}
