package dev.surety.demo.traffic;

import dev.surety.lab.evaluate.SimulatedJudge;
import java.time.Duration;

/**
 * The judge of the demo: what he says of an answer, and how long he takes to. All of it follows
 * from the seed and the answer's name, as with {@link Users}.
 *
 * @param judge who errs as often as the promises state
 * @param seed decides what is left to chance
 */
public record AnswerJudge(SimulatedJudge judge, long seed) {

  private static final long LEAST_MILLIS = 200;
  private static final long SPREAD_MILLIS = 800;

  /**
   * 1 or 0.
   *
   * @param answer what names it, another text for each
   * @param satisfaction true outcome, 0..1: of a graded answer the chance that it satisfies
   */
  public double says(String answer, double satisfaction) {
    boolean satisfied = TrafficChance.uniform(seed, answer, "judge-grade") < satisfaction;
    return judge.says(TrafficChance.uniform(seed, answer, "judge-error"), satisfied);
  }

  /** Time between the answer and his word, as a language model takes. */
  public Duration delay(String answer) {
    double share = TrafficChance.uniform(seed, answer, "judge-delay");
    return Duration.ofMillis(LEAST_MILLIS + (long) (SPREAD_MILLIS * share));
  }

  /** What a label costs, USD. */
  public double priceUsd() {
    return judge.priceUsd();
  }
}
