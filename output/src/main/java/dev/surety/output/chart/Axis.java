package dev.surety.output.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale from data to the unit interval, with the values worth a mark.
 *
 * @param name what is shown, with its unit
 * @param low value at 0
 * @param high value at 1; above {@code low}
 * @param logarithmic then {@code low} is above 0
 */
record Axis(String name, double low, double high, boolean logarithmic) {

  private static final int MARKS = 5;

  /** Past this ratio of largest to smallest value a linear scale hides the small ones. */
  private static final double LOGARITHMIC_FROM = 12;

  public Axis {
    if (!(low < high) || (logarithmic && low <= 0)) {
      throw new IllegalArgumentException("no scale from " + low + " to " + high);
    }
  }

  /** A linear axis over the values, with a little air; {@code fromZero} starts it at 0. */
  public static Axis linear(String name, double[] values, boolean fromZero) {
    double low = fromZero ? 0 : Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!(low < high)) {
      double middle = Double.isFinite(high) ? high : 0;
      double reach = middle == 0 ? 1 : Math.abs(middle) / 10;
      return new Axis(name, fromZero ? 0 : middle - reach, middle + reach, false);
    }
    double air = (high - low) * 0.06;
    return new Axis(name, fromZero ? low : low - air, high + air, false);
  }

  /** A logarithmic axis if the values differ much, else a linear one from 0. */
  public static Axis amounts(String name, double[] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return low > 0 && high / low >= LOGARITHMIC_FROM && Double.isFinite(high)
        ? new Axis(name, low / 1.3, high * 1.3, true)
        : linear(name, values, true);
  }

  /** Where a value stands, 0..1 within the axis. */
  public double at(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Round values within the axis, ascending. */
  public List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    if (logarithmic) {
      boolean decadesOnly = Math.log10(high / low) > 3;
      for (int exponent = (int) Math.floor(Math.log10(low)); exponent < 30; exponent++) {
        for (int digit : decadesOnly ? new int[] {1} : new int[] {1, 3}) {
          double mark = digit * Math.pow(10, exponent);
          if (mark >= low && mark <= high) {
            marks.add(mark);
          }
        }
      }
      return marks;
    }
    double step = step();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  /** A mark as text, with no more decimals than the marks need. */
  public String text(double mark) {
    if (high >= 10_000 && mark != 0) {
      return trimmed(mark / 1000, 1) + "k";
    }
    double fineness = logarithmic ? mark : step();
    return trimmed(mark, Math.max(0, (int) Math.ceil(-Math.log10(fineness) - 1e-9)));
  }

  private static String trimmed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private double step() {
    double raw = (high - low) / MARKS;
    double decade = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / decade;
    return decade * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }
}
