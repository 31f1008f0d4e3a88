package dev.surety.estimator;

/**
 * What a model's answers are taken to be until a tenant has seen its own.
 *
 * @param outputTokens of one answer
 * @param paidRatio money paid for it over money by the list, above 0
 * @param answers how many answers' worth of evidence this is
 */
public record UsualAnswer(double outputTokens, double paidRatio, double answers) {

  /** Of a model that nobody has tried: a short answer, paid by the list. */
  public static final UsualAnswer UNKNOWN = new UsualAnswer(250, 1, 1);

  /** Whether anybody has tried the model. */
  public boolean isKnown() {
    return this != UNKNOWN;
  }
}
