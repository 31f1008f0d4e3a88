package dev.surety.lab.evaluate;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code surety evaluate} can be told of budgets. */
final class BudgetOptions {

  private static final double MOST = 10;

  @Option(
      names = "--budget",
      split = ",",
      paramLabel = "SHARE",
      description =
          "A budget beside the target: the requests of a run are spread over a month (31 days), which"
              + " may cost this share of what the same run costs without a budget, above 0 to 10; one or"
              + " several, such as 0.6. Compared with the best mixture that hindsight finds for the"
              + " money. Default: no budget.")
  private double[] shares = {};

  @Option(
      names = "--budget-hard",
      description =
          "Refuse requests past the budget; a refused one satisfies nobody. Default: they go on as"
              + " cheaply as can be.")
  private boolean hard;

  /** Whether a budget is asked for. */
  boolean given() {
    return shares.length > 0;
  }

  /** What only says something of a budget. */
  void checkAlone() {
    if (hard) {
      throw new IllegalArgumentException(
          "--budget-hard is about a budget; say how much with --budget");
    }
  }

  /**
   * The cells these options ask for.
   *
   * @throws IllegalArgumentException for a value that can't be; the message names option and mend
   */
  BudgetCells cells(EvaluationPlan plan) {
    for (double share : shares) {
      if (!(share > 0 && share <= MOST)) {
        throw new IllegalArgumentException(
            "--budget: %s is no share of what a run costs; write one above 0, such as 0.6"
                .formatted(share));
      }
    }
    if (plan.targets().isEmpty() || !plan.changing().isEmpty()) {
      throw new IllegalArgumentException(
          "--budget stands beside targets that stay; leave --target-path out");
    }
    if (plan.judge() != null) {
      throw new IllegalArgumentException(
          "--budget is about what answers cost; leave --judge out, which has a budget of its own");
    }
    for (PolicyChoice policy : plan.policies()) {
      if (policy.baseline().isPresent()) {
        throw new IllegalArgumentException(
            "--budget: leave baseline '%s' out; it is no policy that the router has"
                .formatted(policy.name()));
      }
    }
    List<Double> all = Arrays.stream(shares).boxed().distinct().toList();
    return new BudgetCells(plan, all, hard);
  }
}
