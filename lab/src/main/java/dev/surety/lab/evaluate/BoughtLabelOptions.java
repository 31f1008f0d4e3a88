package dev.surety.lab.evaluate;

import dev.surety.domain.JudgeTerms;
import picocli.CommandLine.Option;

/** What {@code surety evaluate} can be told of a judge whose labels are bought. */
final class BoughtLabelOptions {

  @Option(
      names = "--judge",
      paramLabel = StatedJudge.LABEL,
      description =
          "A judge whose labels surety may buy, as a promise names one: USD a label, USD a day and"
              + " tenant (a run is shorter than a day of its clock), and how often he is right (0.6"
              + " to 1, default: 0.9), which the promise knows. What he costs is counted.")
  private String judge;

  /**
   * The plan with the judge that is given, if one is.
   *
   * @throws IllegalArgumentException for one that no promise can name, or that no policy can use
   */
  EvaluationPlan of(EvaluationPlan plan) {
    if (judge == null) {
      return plan;
    }
    JudgeTerms terms = StatedJudge.read(judge);
    if (plan.policies().stream().noneMatch(PolicyChoice::buysLabels)) {
      throw new IllegalArgumentException(
          "--judge: no policy of --policies can say what a label is worth; take surety, or leave"
              + " --judge out");
    }
    return plan.but().judge(terms).build();
  }
}
