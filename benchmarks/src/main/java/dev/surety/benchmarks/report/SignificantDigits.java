package dev.surety.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them: three digits that mean something. */
final class SignificantDigits {

  private SignificantDigits() {}

  static String of(double value) {
    double size = Math.abs(value);
    if (size >= 100 || size == 0) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }
}
