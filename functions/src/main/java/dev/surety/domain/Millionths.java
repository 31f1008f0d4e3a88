package dev.surety.domain;

/** Shares as a row of the journal keeps those of candidates: whole millionths. */
public final class Millionths {

  /** Of a share that is not known. */
  public static final int UNKNOWN = -1;

  private static final double ONE = 1e6;

  private Millionths() {}

  /** Whether it is one, but for how doubles round. */
  public static boolean isShare(double value) {
    return value >= 0 && value <= 1 + 1e-9;
  }

  /**
   * The nearest number of them; of a share above 0 at least one, since what is possible at all is
   * another thing than what is not.
   *
   * @param share 0..1, or {@link Double#NaN}
   */
  public static int of(double share) {
    if (share > 0) {
      int nearest = (int) (share * ONE + 0.5);
      return nearest == 0 ? 1 : nearest;
    }
    return share == 0 ? 0 : UNKNOWN;
  }

  /** The inverse; {@link Double#NaN} of {@link #UNKNOWN}. */
  public static double share(int millionths) {
    return millionths < 0 ? Double.NaN : millionths / ONE;
  }
}
