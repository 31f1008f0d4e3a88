package dev.surety.policy.surety;

/**
 * What a tenant was promised and what is known about its feedback.
 *
 * @param target [alpha] promised share of satisfied requests, 0..1
 * @param satisfiedRate [phi1] chance that a satisfied user says so, 0..1
 * @param dissatisfiedRate [phi0] chance that a dissatisfied user says so, 0..1; where it equals
 *     {@code satisfiedRate} labels are a fair sample and silence means nothing
 * @param solicited whether labels are asked for at random (useful with unequal rates only)
 * @param learnsCosts whether real costs correct the listed cost of a model
 * @param usesTags whether requests carry a tag that is worth a cell per model; fixed for life
 */
record SuretyTerms(
    double target,
    double satisfiedRate,
    double dissatisfiedRate,
    boolean solicited,
    boolean learnsCosts,
    boolean usesTags) {

  /** Checks that the three rates are shares and that somebody speaks at all. */
  public SuretyTerms {
    share("target", target);
    share("satisfiedRate", satisfiedRate);
    share("dissatisfiedRate", dissatisfiedRate);
    if (satisfiedRate == 0 && dissatisfiedRate == 0) {
      throw new IllegalArgumentException(
          "with satisfiedRate and dissatisfiedRate both 0 nothing can be learned; set one above 0");
    }
  }

  /** [r1] Satisfied and dissatisfied users speak equally often, so labels are a fair sample. */
  public boolean equalRates() {
    return satisfiedRate == dissatisfiedRate;
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie in [0, 1], not " + value);
    }
  }
}
