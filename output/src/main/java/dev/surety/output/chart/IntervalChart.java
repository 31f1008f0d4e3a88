package dev.surety.output.chart;

/**
 * Where an interval of shares lies to a target, over the width that all intervals of a page share.
 */
public final class IntervalChart {

  private static final double WIDTH = 240;
  private static final double SIDE = 4;
  private static final double AIR = 0.03;
  private static final double LEAST_SPAN = 2;

  private IntervalChart() {}

  /**
   * The chart.
   *
   * @param description what it shows, for those who can't see it
   * @param low lower end of the interval, 0..1; {@code mean} and {@code high} likewise
   */
  public static Drawing draw(
      String description, double low, double mean, double high, double target) {
    double from = Math.max(0, Math.min(target, low) - AIR);
    double to = Math.min(1, Math.max(target, high) + AIR);
    String at = Frame.round(x(target, from, to));
    return new Drawing(
        ("<svg class=\"interval\" viewBox=\"0 0 240 30\" role=\"img\" aria-label=\"%s\">"
                + "<line class=\"axis\" x1=\"4\" x2=\"236\" y1=\"15\" y2=\"15\"/>"
                + "<rect class=\"span\" x=\"%s\" width=\"%s\" y=\"10\" height=\"10\" rx=\"3\"/>"
                + "<circle class=\"mean\" cx=\"%s\" cy=\"15\" r=\"5\"/>"
                + "<line class=\"target\" x1=\"%s\" x2=\"%s\" y1=\"2\" y2=\"28\"/></svg>\n")
            .formatted(
                Markup.escape(description),
                Frame.round(x(low, from, to)),
                Frame.round(Math.max(LEAST_SPAN, x(high, from, to) - x(low, from, to))),
                Frame.round(x(mean, from, to)),
                at,
                at));
  }

  private static double x(double value, double from, double to) {
    return SIDE + (WIDTH - 2 * SIDE) * (value - from) / (to - from);
  }
}
