package dev.surety.estimator;

/**
 * An estimate with its 95 % interval.
 *
 * @param mean 0..1; it and the ends are {@link Double#NaN} where nothing is known
 * @param count of what it rests on
 */
public record Interval(double mean, double low, double high, long count) {

  /** Nothing is known, not even by half. */
  public static final Interval NONE = new Interval(Double.NaN, Double.NaN, Double.NaN, 0);

  /** Whether a promise was kept, as far as the interval can tell. */
  public enum Verdict {
    KEPT("kept"),
    MISSED("missed"),
    /** The target lies within the interval, the estimate at or above it. */
    LIKELY_KEPT("likely kept"),
    /** The target lies within the interval, the estimate below it. */
    UNCERTAIN("within the noise"),
    UNKNOWN("not judged");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }

  /**
   * @param floor satisfaction that counts as kept
   * @return {@link Verdict#UNKNOWN} also where it isn't known what counts as kept
   */
  public Verdict verdict(double floor) {
    if (count == 0 || Double.isNaN(low + high + floor)) {
      return Verdict.UNKNOWN;
    }
    if (low >= floor) {
      return Verdict.KEPT;
    }
    if (high < floor) {
      return Verdict.MISSED;
    }
    return mean >= floor ? Verdict.LIKELY_KEPT : Verdict.UNCERTAIN;
  }
}
