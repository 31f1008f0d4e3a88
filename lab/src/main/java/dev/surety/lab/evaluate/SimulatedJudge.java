package dev.surety.lab.evaluate;

import dev.surety.domain.JudgeTerms;
import dev.surety.lab.evaluate.EnvironmentChance.Purpose;

/**
 * A judge of a run: of every answer that he is asked about he says whether it satisfied, and is
 * right with the chance that is stated of him, independently of the answer, as the judge of the
 * fourth routing study. He sees what an answer is worth and not what a user says of it.
 */
final class SimulatedJudge {

  private final JudgeTerms terms;
  private final EnvironmentChance errors;

  SimulatedJudge(JudgeTerms terms, long seed) {
    this.terms = terms;
    errors = EnvironmentChance.of(seed, Purpose.JUDGE);
  }

  /** 1 or 0, of an answer to request {@code t}. */
  double says(int t, boolean satisfied) {
    boolean right = errors.uniform(t) < terms.accuracyPrior();
    return right == satisfied ? 1 : 0;
  }

  /** What a label costs, USD. */
  double priceUsd() {
    return terms.priceUsd();
  }
}
