package dev.surety.lab.imports;

import java.util.Locale;
import java.util.Map;

/** What people's words and numbers for a good answer are on the scale from 0 to 1. */
record LabelScale(double low, double high) {

  /** Where nobody says otherwise: 0 to 1, and thumbs of -1 and 1. */
  static final LabelScale SHARES = new LabelScale(0, 1);

  private static final Map<String, Double> WORDS =
      Map.ofEntries(
          Map.entry("true", 1.0),
          Map.entry("false", 0.0),
          Map.entry("yes", 1.0),
          Map.entry("no", 0.0),
          Map.entry("up", 1.0),
          Map.entry("down", 0.0),
          Map.entry("thumbs_up", 1.0),
          Map.entry("thumbs_down", 0.0),
          Map.entry("thumbsup", 1.0),
          Map.entry("thumbsdown", 0.0),
          Map.entry("like", 1.0),
          Map.entry("dislike", 0.0),
          Map.entry("good", 1.0),
          Map.entry("bad", 0.0),
          Map.entry("positive", 1.0),
          Map.entry("negative", 0.0),
          Map.entry("correct", 1.0),
          Map.entry("incorrect", 0.0),
          Map.entry("pass", 1.0),
          Map.entry("fail", 0.0),
          Map.entry("\uD83D\uDC4D", 1.0),
          Map.entry("\uD83D\uDC4E", 0.0));

  /**
   * Reads a scale as it is typed, {@code 1:5}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static LabelScale read(String text) {
    String[] ends = text.split(":", -1);
    try {
      LabelScale scale = new LabelScale(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
      if (ends.length == 2 && scale.low < scale.high) {
        return scale;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static String wrong(String text) {
    return "--labels %s: write the worst and the best, like 1:5".formatted(text);
  }

  /** 0 to 1; NaN where nothing was said; -1 for what is no label on this scale. */
  double of(String text) {
    if (Cells.isNothing(text)) {
      return Double.NaN;
    }
    Double word = WORDS.get(text.strip().toLowerCase(Locale.ROOT));
    if (word != null) {
      return word;
    }
    double number = Cells.number(text);
    if (this.equals(SHARES) && number == -1) {
      return 0;
    }
    double share = (number - low) / (high - low);
    return share >= 0 && share <= 1 ? share : -1;
  }
}
