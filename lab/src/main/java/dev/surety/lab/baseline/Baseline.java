package dev.surety.lab.baseline;

import java.util.Arrays;
import java.util.Optional;

/** The baselines by name. */
public enum Baseline {
  RANDOM("random", Knows.NOTHING, "a model drawn uniformly"),
  EDUCATED_GUESSING(
      "educated-guessing",
      Knows.EVERYTHING,
      "a fixed mixture tilted to the better models until it"
          + " reaches the target; ignores cost (MESS+)"),
  BEST_MIXTURE(
      "best-mixture", Knows.EVERYTHING, "the cheapest fixed mixture that reaches the target"),
  ORACLE("oracle", Knows.EVERYTHING, "the fewest and cheapest upgrades from the cheapest model"),
  KNN("knn", Knows.TRAINING_ROWS, "the model that did best on the 5 nearest prompts; no target"),
  LOGISTIC_THRESHOLD(
      "logistic-threshold",
      Knows.TRAINING_ROWS,
      "strong or weak model by the probability that the"
          + " strong one wins (RouteLLM), threshold calibrated to the target"),
  CARROT(
      "carrot",
      Knows.TRAINING_ROWS,
      "(1 - mu) satisfaction - mu cost, both from 50 nearest prompts;"
          + " mu calibrated to the target"),
  OMNIROUTER(
      "omnirouter",
      Knows.TRAINING_ROWS,
      "cost - lambda satisfaction, lambda by dual ascent on the" + " predictions"),
  PROTEUS_LITE(
      "proteus-lite",
      Knows.TRAINING_ROWS,
      "satisfaction + mu boost - (1 - mu)^5 cost, satisfaction from 50 nearest prompts; the"
          + " smallest mu of 0, 0.01 .. 1 that reaches the target");

  /** What it is told before the first request; only equals are rivals. */
  public enum Knows {
    NOTHING,
    /** Every model's outcome on {@link TrainingSplit}'s rows: never had by a router online. */
    TRAINING_ROWS,
    /** All outcomes: a reference, not a rival. */
    EVERYTHING
  }

  private final String policy;
  private final Knows knows;
  private final String description;

  Baseline(String policy, Knows knows, String description) {
    this.policy = policy;
    this.knows = knows;
    this.description = description;
  }

  /** As {@code --policies} names it. */
  public String policyName() {
    return policy;
  }

  public Knows knows() {
    return knows;
  }

  public String description() {
    return description;
  }

  public static Optional<Baseline> named(String name) {
    return Arrays.stream(values()).filter(b -> b.policy.equals(name)).findFirst();
  }
}
