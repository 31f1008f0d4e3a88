package dev.surety.estimator;

/**
 * What is known of answers whose satisfaction is asked for, summed up. An answer counts by a value
 * whose mean over what users say is its satisfaction: its judgement, 0..1, or where silence counts
 * the number that stands for what became of it, which may lie outside of [0, 1]. A plain struct.
 *
 * <p>Everything that names a share of satisfied answers beside an interval takes it from here.
 */
public final class Sample {

  /** Of a normal distribution: 95 % lie within so many standard deviations. */
  private static final double Z = 1.959963984540054;

  private static final double Z2 = Z * Z;

  /** Answers. */
  public long count;

  /** Those of them of which somebody spoke. */
  public long labels;

  /** Sum of their values. */
  public double sum;

  /**
   * What chance does to a value, given that a share s of answers satisfies: its variance is {@code
   * base + slope s - s^2}. Sums of both over the answers; of a judgement they are 0 and 1.
   */
  public double base;

  public double slope;

  /** Sum of the targets that were promised for them. */
  public double promised;

  /** A judged answer that was owed {@code target}. */
  public void judge(double satisfaction, double target) {
    labels++;
    answer(satisfaction, 0, 1, target);
  }

  /** The same where nothing was promised. */
  public void judge(double satisfaction) {
    judge(satisfaction, 0);
  }

  /** An answer that counts although nobody has spoken of it. */
  public void answer(double value, double valueBase, double valueSlope, double target) {
    count++;
    sum += value;
    base += valueBase;
    slope += valueSlope;
    promised += target;
  }

  /**
   * Somebody spoke of an answer that counts already.
   *
   * @param change from its value to the one that it has now
   */
  public void speak(double change) {
    labels++;
    sum += change;
  }

  /** What was taken in as {@code before} turned out to be {@code now}. */
  public void correct(double before, double now) {
    sum += now - before;
  }

  public void addAll(Sample other) {
    count += other.count;
    labels += other.labels;
    sum += other.sum;
    base += other.base;
    slope += other.slope;
    promised += other.promised;
  }

  public void clear() {
    count = 0;
    labels = 0;
    sum = 0;
    base = 0;
    slope = 0;
    promised = 0;
  }

  /** Estimated satisfaction, 0..1, or {@link Double#NaN} while nobody has spoken. */
  public double mean() {
    return labels == 0 ? Double.NaN : within(sum / count);
  }

  /** Mean of the targets that these answers were owed, or {@link Double#NaN} without any. */
  public double meanPromised() {
    return promised / count;
  }

  /**
   * The mean with its 95 % interval; {@link Interval#NONE} while nobody has spoken.
   *
   * <p>It holds every s with {@code (|mean - s| - c)^2 <= z^2 (A + B s - s^2) / n}, A and B the
   * means of {@link #base} and {@link #slope}: for judgements, Wilson's (1927) with the correction
   * for continuity; for others his with n as small as their variance makes it. No interval is
   * narrower than c, which is half a voice: so a single one, or many that all agree, prove no more
   * than they can.
   */
  public Interval interval() {
    if (labels <= 0 || count <= 0) {
      return Interval.NONE;
    }
    double mean = within(sum / count);
    double half = 0.5 / labels;
    double low = end(within(mean - half), -1);
    double high = end(within(mean + half), 1);
    return new Interval(mean, Math.min(mean, low), Math.max(mean, high), count);
  }

  /** The root of {@code n (m - s)^2 = z^2 (A + B s - s^2)} on one side of m. */
  private double end(double m, int side) {
    double n = count;
    double square = n + Z2;
    double linear = 2 * n * m + Z2 * slope / n;
    double constant = n * m * m - Z2 * base / n;
    double root = Math.sqrt(Math.max(0, linear * linear - 4 * square * constant));
    return within((linear + side * root) / (2 * square));
  }

  private static double within(double share) {
    return Math.max(0, Math.min(1, share));
  }

  /**
   * The interval of a mean of weighted judgements, which says as much as {@code effective} equal
   * ones (Kish 1965: {@code (sum w)^2 / sum w^2}).
   */
  public static Interval weighted(double mean, double effective) {
    Sample equal = new Sample();
    equal.count = Math.max(1, Math.round(effective));
    equal.labels = effective > 0 && !Double.isNaN(mean) ? equal.count : 0;
    equal.sum = equal.count * within(mean);
    equal.slope = equal.count;
    return equal.interval();
  }
}
