package dev.surety.lab.evaluate;

import dev.surety.domain.JudgeTerms;
import dev.surety.output.terminal.Figures;
import picocli.CommandLine.Option;

/** What {@code surety evaluate} can be told of a judge whose labels are bought. */
final class BoughtLabelOptions {

  private static final double CHEAPEST_USD = 1e-9;
  private static final double DEAREST_USD = 1000;
  private static final double LARGEST_BUDGET_USD = 1e9;
  private static final double LEAST_ACCURACY = 0.6;
  private static final String FORM = "write PRICE,BUDGET or PRICE,BUDGET,ACCURACY: 0.0004,5,0.9";

  @Option(
      names = "--judge",
      paramLabel = "PRICE,BUDGET[,ACCURACY]",
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
    JudgeTerms terms = terms();
    if (plan.policies().stream().noneMatch(PolicyChoice::buysLabels)) {
      throw new IllegalArgumentException(
          "--judge: no policy of --policies can say what a label is worth; take surety, or leave"
              + " --judge out");
    }
    return plan.but().judge(terms).build();
  }

  private JudgeTerms terms() {
    String[] parts = judge.split(",", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("--judge: '" + judge + "' is no judge; " + FORM);
    }
    return new JudgeTerms(
        number("price", parts[0], CHEAPEST_USD, DEAREST_USD),
        number("budget", parts[1], 0, LARGEST_BUDGET_USD),
        parts.length < 3
            ? JudgeTerms.USUAL_ACCURACY
            : number("accuracy", parts[2], LEAST_ACCURACY, 1));
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
