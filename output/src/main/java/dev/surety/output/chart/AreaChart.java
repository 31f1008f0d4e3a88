package dev.surety.output.chart;

import java.util.List;

/** Shares of a whole over time, stacked. */
public final class AreaChart {

  /**
   * One band, from the bottom up; colour {@code n} is the style sheet's {@code .c<n>}.
   *
   * @param share of the whole at each x, 0..1; those of all bands sum to 1
   */
  public record Band(String name, int colour, double[] share) {}

  private AreaChart() {}

  /** The chart. */
  public static Drawing draw(String across, String up, double[] x, List<Band> bands) {
    Axis axis = new Axis(across, 0, Math.max(1, x[x.length - 1]), false);
    Frame frame = new Frame(axis, new Axis(up, 0, 1, false), up + " over " + across);
    double[] below = new double[x.length];
    for (Band band : bands) {
      StringBuilder lower = new StringBuilder();
      StringBuilder upper = new StringBuilder();
      // The first share holds since the start.
      append(upper, frame, 0, below[0] + band.share()[0]);
      lower.insert(0, point(frame, 0, below[0]));
      for (int i = 0; i < x.length; i++) {
        lower.insert(0, point(frame, x[i], below[i]));
        below[i] = Math.min(1, below[i] + band.share()[i]);
        append(upper, frame, x[i], below[i]);
      }
      frame.add(
          "<polygon class=\"area c%d\" points=\"%s\"><title>%s</title>" + "</polygon>",
          band.colour(), upper + lower.toString().strip(), Markup.escape(band.name()));
    }
    return frame.close();
  }

  private static void append(StringBuilder points, Frame frame, double x, double y) {
    points.append(point(frame, x, y));
  }

  private static String point(Frame frame, double x, double y) {
    return Frame.round(frame.x(x)) + ',' + Frame.round(frame.y(Math.min(1, y))) + ' ';
  }
}
