package dev.surety.estimator;

import java.util.Arrays;

/**
 * Means by slot of what others report and may report wrongly. Three things keep a record from doing
 * harm (fifth routing study, section 2): a value counts for no more than 20 times what is common in
 * the pool and no less than a 20th; what was seen fades over 10,000 answers of the slot, so that no
 * error lasts and no sum outgrows its digits; and what is common is a mean in which no slot has
 * more than 20 votes.
 *
 * <p>All that is learned of money goes through here: what answers cost beside the list, and how
 * many tokens they take.
 */
public final class FadingMeans {

  /** [ck] Votes of the common value in the mean of a slot, and of a slot in the common value. */
  public static final double VOTES = 20;

  /** [clip] A value counts as this many times the common one at most, or that part of it. */
  public static final double CLIP = 20;

  /** [Wc] Answers of a slot over which what was seen of it fades to 1/e. */
  public static final double WINDOW = 10_000;

  private static final double FADE = 1 - 1 / WINDOW;

  /** Where all of a pool reports ever more, what is common follows: no further than this. */
  private static final double MOST = 1e12;

  /** [kc] Faded sum of the clipped values, by slot. */
  public double[] sum = new double[0];

  /** [kn] Faded number of them. */
  public double[] count = new double[0];

  private final double expected;
  private final boolean exact;

  /**
   * @param expected what is common before anything was seen; above 0
   * @param exact whether sums are kept as 8-byte numbers instead of 4-byte ones
   */
  public FadingMeans(double expected, boolean exact) {
    this.expected = expected;
    this.exact = exact;
  }

  public int slots() {
    return sum.length;
  }

  public void ensureSlots(int slots) {
    if (slots > sum.length) {
      sum = Arrays.copyOf(sum, slots);
      count = Arrays.copyOf(count, slots);
    }
  }

  /** [C] The value that is common in the pool, slots included that left it; above 0. */
  public double common() {
    double values = VOTES * expected;
    double votes = VOTES;
    for (int m = 0; m < sum.length; m++) {
      if (count[m] > 0) {
        double share = 1 / (1 + count[m] / VOTES);
        values += share * sum[m];
        votes += share * count[m];
      }
    }
    return values / votes;
  }

  /** What a value counts as: no number counts as the least. */
  public static double clip(double value, double common) {
    double least = common / CLIP;
    return value > least ? Math.min(Math.min(CLIP * common, MOST), value) : least;
  }

  /** Whether a value is further from the common one than by this factor. */
  public static boolean isUnusual(double value, double common, double factor) {
    return !(value >= common / factor && value <= factor * common);
  }

  /** A value was seen of a slot; its {@link #clip} at the common value of now is what counts. */
  public void saw(int slot, double value) {
    add(slot, clip(value, common()));
  }

  /** The same with a value that is clipped. */
  public void add(int slot, double clipped) {
    sum[slot] = rounded(FADE * sum[slot] + clipped);
    count[slot] = rounded(FADE * count[slot] + 1);
  }

  /**
   * A value that was seen turned out to be another one: the sum moves by the difference of what
   * they count as, to nothing that values could not add up to, and the number stays.
   */
  public void corrected(int slot, double was, double is) {
    if (count[slot] > 0) {
      double common = common();
      double moved = sum[slot] + clip(is, common) - clip(was, common);
      sum[slot] = rounded(count[slot] * clip(moved / count[slot], common));
    }
  }

  /** What was seen of a slot is forgotten. */
  public void forget(int slot) {
    sum[slot] = 0;
    count[slot] = 0;
  }

  /** Mean of a slot, drawn to the common value by its votes: that alone where nothing was seen. */
  public double mean(int slot, double common) {
    return mean(slot, common, VOTES);
  }

  /** Mean of a slot, drawn to a value by this many votes. */
  public double mean(int slot, double prior, double votes) {
    return (sum[slot] + votes * prior) / (count[slot] + votes);
  }

  /** What a lifetime's mean of values, in no way clipped or faded, is worth now. */
  public void takeOver(int slot, double mean, double answers) {
    count[slot] = rounded(answers);
    sum[slot] = rounded(mean * answers);
  }

  /** Fades a sum of values of this kind that is kept elsewhere, and adds to it. */
  public static double faded(double sum, double value) {
    return FADE * sum + value;
  }

  private double rounded(double value) {
    return exact ? value : (float) value;
  }
}
