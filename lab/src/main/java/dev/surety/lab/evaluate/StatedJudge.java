package dev.surety.lab.evaluate;

import dev.surety.domain.JudgeTerms;
import dev.surety.output.terminal.Figures;

/** A judge as people state one on a command line: {@code PRICE,BUDGET[,ACCURACY]}. */
public final class StatedJudge {

  /** How an option of one is shown. */
  public static final String LABEL = "PRICE,BUDGET[,ACCURACY]";

  private static final String FORM = "write PRICE,BUDGET or PRICE,BUDGET,ACCURACY: 0.0004,5,0.9";

  private StatedJudge() {}

  /**
   * Reads one: USD a label, USD a day, and how often he is right.
   *
   * @throws IllegalArgumentException for one that no promise can name, saying what {@code --judge}
   *     takes
   */
  public static JudgeTerms read(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("--judge: '" + text + "' is no judge; " + FORM);
    }
    return new JudgeTerms(
        number("price", parts[0], JudgeTerms.CHEAPEST_USD, JudgeTerms.DEAREST_USD),
        number("budget", parts[1], 0, JudgeTerms.LARGEST_BUDGET_USD),
        parts.length < 3
            ? JudgeTerms.USUAL_ACCURACY
            : number("accuracy", parts[2], JudgeTerms.LEAST_ACCURACY, 1));
  }

  private static double number(String what, String text, double least, double most) {
    double value;
    try {
      value = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--judge: the %s '%s' is no number; %s".formatted(what, text.strip(), FORM), e);
    }
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "--judge: the %s must be from %s to %s, not %s"
              .formatted(what, Figures.plain(least), Figures.plain(most), Figures.plain(value)));
    }
    return value;
  }
}
