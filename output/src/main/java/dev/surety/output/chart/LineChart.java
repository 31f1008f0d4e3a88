package dev.surety.output.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/** Lines over a common axis; colour {@code n} is the style sheet's {@code .c<n>}. */
public final class LineChart {

  /** One line; arrays are parallel. */
  public record Line(String name, int colour, double[] x, double[] y) {}

  private LineChart() {}

  /**
   * The chart.
   *
   * @param reference value of a dashed line all across, or {@link Double#NaN} for none
   */
  public static Drawing draw(
      String across, String up, List<Line> lines, double reference, boolean fromZero) {
    double[] xs = lines.stream().flatMapToDouble(l -> DoubleStream.of(l.x())).toArray();
    DoubleStream ys = lines.stream().flatMapToDouble(l -> DoubleStream.of(l.y()));
    if (!Double.isNaN(reference)) {
      ys = DoubleStream.concat(ys, DoubleStream.of(reference));
    }
    Axis x = new Axis(across, 0, Math.max(1, DoubleStream.of(xs).max().orElse(1)), false);
    Frame frame = new Frame(x, Axis.linear(up, ys.toArray(), fromZero), up + " over " + across);
    if (!Double.isNaN(reference)) {
      frame.across(reference);
    }
    for (Line line : lines) {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i < line.x().length; i++) {
        points.append(Frame.round(frame.x(line.x()[i]))).append(',');
        points.append(Frame.round(frame.y(line.y()[i]))).append(' ');
      }
      frame.add(
          "<polyline class=\"line c%d\" points=\"%s\"><title>%s</title>" + "</polyline>",
          line.colour(), points.toString().strip(), Markup.escape(line.name()));
    }
    return frame.close();
  }
}
