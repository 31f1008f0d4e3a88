package dev.surety.output.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/** Points over two amounts, with upright reference lines and one reference curve. */
public final class ScatterChart {

  /**
   * One point; colour {@code n} is the style sheet's {@code .c<n>}.
   *
   * @param wantedX where it should have been: a thin line leads there
   * @param solid filled, or only outlined
   */
  public record Point(String name, int colour, double x, double y, double wantedX, boolean solid) {}

  private static final double RADIUS = 5;

  private ScatterChart() {}

  /**
   * The chart; the upper axis is logarithmic if its values differ much.
   *
   * @param uprights values of dashed upright lines
   * @param curve points that a dashed curve joins, ascending
   */
  public static Drawing draw(
      String across, String up, List<Point> points, List<Double> uprights, List<Point> curve) {
    double[] xs =
        DoubleStream.concat(
                DoubleStream.concat(points.stream().mapToDouble(Point::x), doubles(uprights)),
                curve.stream().mapToDouble(Point::x))
            .toArray();
    double[] ys =
        DoubleStream.concat(
                points.stream().mapToDouble(Point::y), curve.stream().mapToDouble(Point::y))
            .toArray();
    Axis x = Axis.linear(across, xs, false);
    Frame frame = new Frame(x, Axis.amounts(up, ys), up + " against " + across);
    for (double upright : uprights) {
      frame.upright(upright);
    }
    StringBuilder joined = new StringBuilder();
    for (Point point : curve) {
      joined.append(Frame.round(frame.x(point.x()))).append(',');
      joined.append(Frame.round(frame.y(point.y()))).append(' ');
    }
    frame.add("<polyline class=\"reference\" points=\"%s\"/>", joined.toString().strip());
    for (Point point : curve) {
      mark(frame, point, "reference-point", 3);
    }
    for (Point point : points) {
      mark(frame, point, point.solid() ? "point" : "point hollow", RADIUS);
    }
    return frame.close();
  }

  private static DoubleStream doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue);
  }

  private static void mark(Frame frame, Point point, String cssClass, double radius) {
    if (point.wantedX() != point.x()) {
      frame.add(
          "<line class=\"whisker c%d\" x1=\"%s\" y1=\"%s\" x2=\"%s\"" + " y2=\"%s\"/>",
          point.colour(),
          Frame.round(frame.x(point.x())),
          Frame.round(frame.y(point.y())),
          Frame.round(frame.x(point.wantedX())),
          Frame.round(frame.y(point.y())));
    }
    frame.add(
        "<circle class=\"%s c%d\" cx=\"%s\" cy=\"%s\" r=\"%s\">" + "<title>%s</title></circle>",
        cssClass,
        point.colour(),
        Frame.round(frame.x(point.x())),
        Frame.round(frame.y(point.y())),
        Frame.round(radius),
        Markup.escape(point.name()));
  }
}
