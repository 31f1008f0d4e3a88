package dev.surety.policy.proteus;

/**
 * What a tenant's labels are worth beside the artefact where only a share of its answers is judged.
 * Then a label stands for many answers, the debt is mostly chance, and what the artefact keeps is
 * not known either. With every answer judged nothing is open: debt counts in full, and nothing is
 * asked for on top.
 */
final class DebtEvidence {

  /** Requests whose margin is owed as answers of surplus; of longer ago it is let go. */
  static final long MARGIN_REQUESTS = 10_000;

  /** Labels' worth of trust in the artefact, before debt counts for a quarter. */
  private static final double TRUST = 400;

  /** By how much, as a standard error, the artefact is taken to miss a target. */
  private static final double ARTEFACT_ERROR = 0.03;

  /** Of one label, for targets near 1. */
  private static final double LEAST_VARIANCE = 0.01;

  private DebtEvidence() {}

  /**
   * What part of the debt's word counts. With a share h of the answers judged, sqrt(h), so that a
   * label moves the dual by 1/sqrt(h) of what it does where all are and not by 1/h, times the
   * square of {@code n / (n + 400 (1 - h))} after n labels: it is chance that the first hundred
   * tell of, and those who act on chance miss more promises than those who do nothing.
   *
   * @param judged share of the answers that are judged, 0..1
   * @param labels how many there were, less what has faded
   */
  static double trust(double judged, double labels) {
    if (judged >= 1) {
      return 1;
    }
    double sure = labels / (labels + TRUST * (1 - judged));
    return Math.sqrt(judged) * sure * sure;
  }

  /**
   * What is asked for beyond the target: one standard error of what the tenant's answers give, as
   * the artefact and the labels together tell it.
   *
   * @return satisfaction, 0..{@value #ARTEFACT_ERROR}
   */
  static double margin(double judged, double labels, double target) {
    if (judged >= 1) {
      return 0;
    }
    double variance = Math.max(LEAST_VARIANCE, target * (1 - target));
    double known = labels * ARTEFACT_ERROR * ARTEFACT_ERROR;
    return (1 - judged) * ARTEFACT_ERROR * Math.sqrt(variance / (variance + known));
  }

  /** The margin in answers, which the account keeps as surplus, after so many requests. */
  static double surplus(double judged, double labels, double target, long requests) {
    return Math.min(requests, MARGIN_REQUESTS) * margin(judged, labels, target);
  }
}
