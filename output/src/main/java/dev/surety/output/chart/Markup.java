package dev.surety.output.chart;

/** Text inside HTML and SVG. */
public final class Markup {

  private Markup() {}

  /** The text with everything replaced that would be taken for markup, quotes included. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
