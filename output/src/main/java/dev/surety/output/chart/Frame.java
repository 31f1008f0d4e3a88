package dev.surety.output.chart;

import java.util.Locale;

/** The ground of a chart: grid, axes and their names; the marks are drawn upon it. */
final class Frame {

  static final int WIDTH = 380;
  static final int HEIGHT = 240;
  private static final int LEFT = 46;
  private static final int RIGHT = 12;
  private static final int TOP = 24;
  private static final int BOTTOM = 38;

  private final StringBuilder svg = new StringBuilder();
  private final Axis across;
  private final Axis up;

  /**
   * @param description what the picture shows, for those who can't see it
   */
  Frame(Axis across, Axis up, String description) {
    this.across = across;
    this.up = up;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            Markup.escape(description)));
    for (double mark : up.marks()) {
      double y = y(mark);
      line("grid", LEFT, y, WIDTH - RIGHT, y);
      text("mark", LEFT - 5, y + 3.5, "end", up.text(mark));
    }
    for (double mark : across.marks()) {
      double x = x(mark);
      line("tick", x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4);
      text("mark", x, HEIGHT - BOTTOM + 16, "middle", across.text(mark));
    }
    line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
    text("name", WIDTH - RIGHT, HEIGHT - 6, "end", across.name());
    text("name", 4, 12, "start", up.name());
  }

  double x(double value) {
    return LEFT + across.at(value) * (WIDTH - LEFT - RIGHT);
  }

  double y(double value) {
    return HEIGHT - BOTTOM - up.at(value) * (HEIGHT - TOP - BOTTOM);
  }

  void line(String cssClass, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
        cssClass, round(x1), round(y1), round(x2), round(y2));
  }

  void text(String cssClass, double x, double y, String anchor, String text) {
    add(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
        cssClass, round(x), round(y), anchor, Markup.escape(text));
  }

  /** A dashed line at a value of the upper axis, all across. */
  void across(double value) {
    line("target", LEFT, y(value), WIDTH - RIGHT, y(value));
  }

  /** A dashed line at a value of the lower axis, all the way up. */
  void upright(double value) {
    line("target", x(value), TOP, x(value), HEIGHT - BOTTOM);
  }

  void add(String markup, Object... values) {
    svg.append(String.format(Locale.ROOT, markup, values));
  }

  Drawing close() {
    return new Drawing(svg.append("</svg>\n").toString());
  }

  /** One decimal is finer than any screen. */
  static String round(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
