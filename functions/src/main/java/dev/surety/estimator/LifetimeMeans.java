package dev.surety.estimator;

import java.util.stream.IntStream;

/**
 * Means over a key's life of everything that was reported, as older states hold them. They are
 * taken over as if of at most {@link #TRUSTED} answers: nobody can see any more which absurd
 * records are in them, or how far their sums had drifted, and so a wrong mean goes ten times sooner
 * than one that was learned since. One that is more than 20 times off the median of the slots' is
 * taken for a wrong one.
 */
public final class LifetimeMeans {

  /** Enough to keep a right mean within 2 percent of itself. */
  public static final double TRUSTED = 1_000;

  private LifetimeMeans() {}

  /**
   * Takes them over.
   *
   * @param sums of the values by slot
   * @param answers how many there were, by slot; 0 where nothing was seen
   */
  public static void takeOver(double[] sums, double[] answers, FadingMeans into) {
    into.ensureSlots(sums.length);
    double median = median(sums, answers);
    for (int slot = 0; slot < sums.length; slot++) {
      into.forget(slot);
      if (answers[slot] > 0) {
        double mean = FadingMeans.clip(sums[slot] / answers[slot], median);
        into.takeOver(slot, mean, Math.min(TRUSTED, answers[slot]));
      }
    }
  }

  private static double median(double[] sums, double[] answers) {
    double[] means =
        IntStream.range(0, sums.length)
            .filter(slot -> answers[slot] > 0 && sums[slot] > 0)
            .mapToDouble(slot -> sums[slot] / answers[slot])
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return means.length == 0 ? 1 : means[means.length / 2];
  }
}
