package dev.surety.lab.evaluate;

import dev.surety.domain.JudgeTerms;

/**
 * A judge of a simulation: of every answer that he is asked about he says whether it satisfied, and
 * is right with the chance that is stated of him, independently of the answer, as the judge of the
 * fourth routing study. He sees what an answer is worth and not what a user says of it.
 *
 * @param terms as the promise states them
 */
public record SimulatedJudge(JudgeTerms terms) {

  /**
   * 1 or 0, of an answer.
   *
   * @param chance uniform in [0, 1), another one of each answer
   */
  public double says(double chance, boolean satisfied) {
    boolean right = chance < terms.accuracyPrior();
    return right == satisfied ? 1 : 0;
  }

  /** What a label costs, USD. */
  public double priceUsd() {
    return terms.priceUsd();
  }
}
