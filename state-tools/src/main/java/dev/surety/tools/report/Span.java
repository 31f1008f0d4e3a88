package dev.surety.tools.report;

import dev.surety.output.terminal.Figures;

/**
 * The time that a report is about, cut into parts of equal length.
 *
 * @param first earliest time, epoch milliseconds
 * @param last latest time
 */
record Span(long first, long last) {

  /** Parts of a span: as many as a small chart has room for. */
  static final int PARTS = 60;

  static final Span NONE = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

  /** What a time axis counts in. */
  record Unit(String name, double millis) {}

  Span with(long time) {
    return time >= first && time <= last
        ? this
        : new Span(Math.min(first, time), Math.max(last, time));
  }

  Span with(Span other) {
    return new Span(Math.min(first, other.first), Math.max(last, other.last));
  }

  /** The part that a time of this span falls into, from 0. */
  int part(long time) {
    return (int) Math.max(0, Math.min(PARTS - 1, PARTS * (time - first) / (last - first + 1.0)));
  }

  /** When a part ends, epoch milliseconds. */
  long end(int part) {
    return first + Math.round((part + 1.0) / PARTS * (last - first));
  }

  /** The largest unit of which the span has more than two. */
  Unit unit() {
    double millis = last - first;
    if (millis > 2 * 86_400_000.0) {
      return new Unit("days", 86_400_000);
    }
    if (millis > 2 * 3_600_000.0) {
      return new Unit("hours", 3_600_000);
    }
    return millis > 2 * 60_000 ? new Unit("minutes", 60_000) : new Unit("seconds", 1_000);
  }

  /** Ends of the parts on a time axis that begins with the span. */
  double[] axis() {
    double[] axis = new double[PARTS];
    for (int part = 0; part < PARTS; part++) {
      axis[part] = (end(part) - first) / unit().millis();
    }
    return axis;
  }

  /** A time of day and date, UTC, to the second. */
  static String text(long time) {
    return Figures.time(time);
  }
}
