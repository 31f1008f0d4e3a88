package dev.surety.domain;

/**
 * That a lower bound on what a promise delivers is to be certified, and how.
 *
 * @param confidence chance that the bound holds at every moment since it was begun, above 0.5,
 *     below 1
 * @param unanswered what stands for an answer whose judgement was asked for and has not come
 */
public record CertificateTerms(double confidence, Unanswered unanswered) {

  /** Of a certificate of which nothing is stated. */
  public static final double USUAL_CONFIDENCE = 0.95;

  /** What silence says when one was asked. */
  public enum Unanswered {
    /** The worst: the bound then rests on nothing but the coin that chose whom to ask. */
    DISSATISFIED,
    /**
     * Nothing: the bound is on what those deliver who answer when they are asked, and stands for
     * all only as far as those speak for the others.
     */
    IGNORED
  }
}
