package dev.surety.output.terminal;

import java.util.Locale;

/** Numbers as people read them; the same in every locale. */
public final class Figures {

  private Figures() {}

  /** Without trailing zeros: 0.2, 1, 0.0375. */
  public static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  public static String fixed(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "-";
  }

  /** A share as a percentage with one decimal. */
  public static String percent(double share) {
    return Double.isFinite(share) ? fixed(100 * share, 1) + " %" : "-";
  }

  /** USD, with as many decimals as three digits take. */
  public static String usd(double usd) {
    if (!Double.isFinite(usd)) {
      return "-";
    }
    int magnitude = usd == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(usd)));
    return fixed(usd, Math.max(0, Math.min(9, 2 - magnitude)));
  }

  /** A count with thousands separators. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
