package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import java.util.List;

/**
 * How the users of a cell talk, and how the SLA says they do.
 *
 * @param satisfiedRate probability that a satisfied user says so, 0..1
 * @param dissatisfiedRate probability that a dissatisfied user says so, 0..1
 * @param toldSatisfiedRate the SLA's idea of the first
 * @param toldDissatisfiedRate the SLA's idea of the second
 */
record FeedbackSetting(
    double satisfiedRate,
    double dissatisfiedRate,
    double toldSatisfiedRate,
    double toldDissatisfiedRate) {

  /** What the page of results shows: from everybody down to one in a hundred, and one side. */
  static final List<FeedbackSetting> STANDARD =
      List.of(equal(1), equal(0.2), equal(0.05), equal(0.02), equal(0.01), unequal(0, 0.1));

  /** What somebody says who is asked at equal rates; from here on it is good news. */
  private static final double SATISFYING = 0.5;

  FeedbackSetting {
    require("the rate of satisfied users", satisfiedRate);
    require("the rate of dissatisfied users", dissatisfiedRate);
    require("the SLA's rate of satisfied users", toldSatisfiedRate);
    require("the SLA's rate of dissatisfied users", toldDissatisfiedRate);
  }

  /** Everybody speaks up with the same probability, and the SLA knows it. */
  static FeedbackSetting equal(double rate) {
    return new FeedbackSetting(rate, rate, rate, rate);
  }

  /** The satisfied and the dissatisfied differ, and the SLA knows it. */
  static FeedbackSetting unequal(double satisfied, double dissatisfied) {
    return new FeedbackSetting(satisfied, dissatisfied, satisfied, dissatisfied);
  }

  /**
   * Reads {@code 0.2}, or {@code +0/-0.1} for satisfied and dissatisfied, as {@link #label} writes.
   *
   * @throws IllegalArgumentException for anything else; the message shows how to write it
   */
  static FeedbackSetting parse(String text) {
    try {
      int slash = text.indexOf('/');
      if (slash < 0) {
        return equal(Double.parseDouble(text));
      }
      if (text.startsWith("+") && text.startsWith("-", slash + 1)) {
        return unequal(
            Double.parseDouble(text.substring(1, slash)),
            Double.parseDouble(text.substring(slash + 2)));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(unreadable(text), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--feedback-rate: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(unreadable(text));
  }

  private static String unreadable(String text) {
    return "--feedback-rate: '"
        + text
        + "' is no chance from 0 to 1; write 0.05, +0/-0.1 (satisfied and dissatisfied users) or"
        + " standard";
  }

  /** Probability that a user speaks up who would say this, 0..1. */
  double rate(double told) {
    return told >= SATISFYING ? satisfiedRate : dissatisfiedRate;
  }

  /** Whether those who speak are satisfied as often as the silent ones. */
  boolean speaksForAll() {
    return satisfiedRate == dissatisfiedRate;
  }

  /** The common rate; the larger one where they differ. */
  double largest() {
    return Math.max(satisfiedRate, dissatisfiedRate);
  }

  /** For people: {@code 0.2}, or satisfied and dissatisfied as {@code +0/-0.3}. */
  String label() {
    String spoken = rates(satisfiedRate, dissatisfiedRate);
    String told = rates(toldSatisfiedRate, toldDissatisfiedRate);
    return told.equals(spoken) ? spoken : spoken + " told " + told;
  }

  private static String rates(double satisfied, double dissatisfied) {
    return satisfied == dissatisfied
        ? Figures.plain(satisfied)
        : "+" + Figures.plain(satisfied) + "/-" + Figures.plain(dissatisfied);
  }

  private static void require(String what, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(what + " must be a number from 0 to 1, not " + rate);
    }
  }
}
