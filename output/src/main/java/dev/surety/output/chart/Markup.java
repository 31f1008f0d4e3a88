package dev.surety.output.chart;

/** Text inside SVG; pages are escaped by their templates. */
final class Markup {

  private Markup() {}

  /** The text with everything replaced that would be taken for markup, quotes included. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
