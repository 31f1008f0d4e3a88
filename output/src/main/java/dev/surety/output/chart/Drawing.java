package dev.surety.output.chart;

/**
 * A picture as SVG, for a page to take as it is: only charts make one, and they escape its texts.
 */
public final class Drawing {

  private final String svg;

  Drawing(String svg) {
    this.svg = svg;
  }

  /** The element {@code svg}. */
  public String svg() {
    return svg;
  }
}
