package dev.surety.tools.state;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Locale;

/** Numbers as people read them; what is not known is a dash. */
final class Numbers {

  private static final String UNKNOWN = "-";

  private static final MathContext DIGITS = new MathContext(7);

  private Numbers() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Answers, or another amount of a few hundred at most. */
  static String amount(double amount) {
    return Double.isNaN(amount) ? UNKNOWN : String.format(Locale.ROOT, "%,.1f", amount);
  }

  /** Satisfaction, 0..1. */
  static String rate(double rate) {
    return Double.isNaN(rate) ? UNKNOWN : String.format(Locale.ROOT, "%.3f", rate);
  }

  static String usd(double usd) {
    return String.format(Locale.ROOT, usd != 0 && Math.abs(usd) < 0.1 ? "%.6f" : "%,.2f", usd);
  }

  /** USD a million tokens, as it was typed. */
  static String price(double usd) {
    return new BigDecimal(usd).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  static String bytes(long bytes) {
    return bytes < 100_000
        ? count(bytes) + " B"
        : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }

  /** Epoch milliseconds. */
  static String time(long millis) {
    return millis == Long.MIN_VALUE ? UNKNOWN : Instant.ofEpochMilli(millis).toString();
  }
}
