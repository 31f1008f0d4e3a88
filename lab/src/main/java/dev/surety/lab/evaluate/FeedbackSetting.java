package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;

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

  /** From this quality on an answer satisfies; quality itself is what users then say. */
  static final double SATISFYING_QUALITY = 0.5;

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

  /** Probability that the user of an answer of this quality speaks up. */
  double rate(double quality) {
    return quality >= SATISFYING_QUALITY ? satisfiedRate : dissatisfiedRate;
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
