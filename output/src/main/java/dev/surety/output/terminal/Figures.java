package dev.surety.output.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Numbers as people read them: the same in every locale, and in every command. What is not known,
 * or is no number, is a dash.
 */
public final class Figures {

  private static final String UNKNOWN = "-";

  /** More than any price has, fewer than show how doubles are written. */
  private static final MathContext PRICE = new MathContext(7);

  private static final long FEW_BYTES = 100_000;

  private Figures() {}

  /** Without trailing zeros: 0.2, 1, 0.0375. */
  public static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** With so many decimals, without thousands separators. */
  public static String fixed(double value, int decimals) {
    return format("%." + decimals + "f", value);
  }

  /** With so many decimals and thousands separators. */
  public static String grouped(double value, int decimals) {
    return format("%,." + decimals + "f", value);
  }

  /** Answers owed, judgements, or another amount that need not be whole. */
  public static String amount(double amount) {
    return grouped(amount, 1);
  }

  /** A share as it stands in promises, 0..1. */
  public static String rate(double rate) {
    return fixed(rate, 3);
  }

  /** Five digits or four decimals, more of small amounts. */
  public static String precise(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e9) {
      return Long.toString((long) value);
    }
    if (size >= 1e6 || size < 1e-5) {
      return format("%.2e", value);
    }
    return format(size >= 100 ? "%.1f" : size < 0.01 ? "%.6f" : "%.4f", value);
  }

  /** The three digits that mean something where a value is measured. */
  public static String measured(double value) {
    double size = Math.abs(value);
    if (size >= 100 || size == 0) {
      return grouped(value, 0);
    }
    return fixed(value, size >= 10 ? 1 : size >= 1 ? 2 : 3);
  }

  /** A count with thousands separators. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share as a percentage with one decimal. */
  public static String percent(double share) {
    return Double.isFinite(share) ? fixed(100 * share, 1) + " %" : UNKNOWN;
  }

  /** Two shares as the ends of an interval. */
  public static String range(double low, double high) {
    return fixed(100 * low, 1) + " to " + percent(high);
  }

  /** USD, with as many decimals as three digits take. */
  public static String usd(double usd) {
    int magnitude = usd == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(usd)));
    return fixed(usd, Math.max(0, Math.min(9, 2 - magnitude)));
  }

  /** USD as accounts have it: to the cent, and what is less than ten cents to a millionth. */
  public static String bookedUsd(double usd) {
    return usd != 0 && Math.abs(usd) < 0.1 ? fixed(usd, 6) : grouped(usd, 2);
  }

  /** USD a million tokens, as it was typed. */
  public static String price(double usd) {
    return Double.isFinite(usd)
        ? new BigDecimal(usd).round(PRICE).stripTrailingZeros().toPlainString()
        : UNKNOWN;
  }

  /** A size, in bytes or megabytes. */
  public static String bytes(long bytes) {
    return bytes < FEW_BYTES ? count(bytes) + " B" : grouped(bytes / 1e6, 1) + " MB";
  }

  /**
   * Epoch milliseconds, as people read them in every command: RFC 3339 in UTC, to the second. What
   * machines read has its milliseconds.
   */
  public static String time(long millis) {
    return millis == Long.MIN_VALUE || millis == Long.MAX_VALUE
        ? UNKNOWN
        : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** How long ago something was, in the unit that says most; what is to come is now. */
  public static String age(Duration age) {
    if (age.isNegative()) {
      return "0 s";
    }
    if (age.toMinutes() < 2) {
      return age.toSeconds() + " s";
    }
    if (age.toHours() < 2) {
      return age.toMinutes() + " min";
    }
    return age.toDays() < 2 ? age.toHours() + " h" : age.toDays() + " d";
  }

  private static String format(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : UNKNOWN;
  }
}
