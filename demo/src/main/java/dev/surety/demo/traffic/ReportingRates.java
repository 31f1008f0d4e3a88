package dev.surety.demo.traffic;

/**
 * How likely users speak up.
 *
 * @param satisfied probability that a satisfied user gives feedback, 0..1
 * @param dissatisfied probability that a dissatisfied user does, 0..1
 */
public record ReportingRates(double satisfied, double dissatisfied) {

  public ReportingRates {
    require("satisfied", satisfied);
    require("dissatisfied", dissatisfied);
  }

  /** Everybody speaks up with the same probability. */
  public static ReportingRates equal(double rate) {
    return new ReportingRates(rate, rate);
  }

  private static void require(String name, double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "the feedback rate of " + name + " users must lie in 0..1, not " + rate);
    }
  }
}
