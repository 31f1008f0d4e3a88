package dev.surety.engine;

/**
 * The two models that satisfy most for so much money, and how often each is asked: the solution of
 * the linear programme "satisfaction, subject to cost". Reused from request to request.
 */
final class BudgetMixture {

  private int cheaper;
  private int dearer;
  private double share;

  /**
   * Finds them. At least one candidate that is open costs no more.
   *
   * @param open which candidates may be asked
   * @param worth what each satisfies, in any unit
   * @param usd that the mixture may cost on average
   */
  void solve(double[] costUsd, boolean[] open, double[] worth, double usd) {
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < costUsd.length; i++) {
      if (!open[i] || costUsd[i] > usd) {
        continue;
      }
      if (worth[i] > best) {
        best = worth[i];
        cheaper = i;
        dearer = i;
        share = 0;
      }
      for (int j = 0; j < costUsd.length; j++) {
        if (open[j] && costUsd[j] > usd) {
          double part = (usd - costUsd[i]) / (costUsd[j] - costUsd[i]);
          double mixed = worth[i] + part * (worth[j] - worth[i]);
          if (mixed > best) {
            best = mixed;
            cheaper = i;
            dearer = j;
            share = part;
          }
        }
      }
    }
  }

  /** The candidate to ask, of a number drawn uniformly from 0 to 1. */
  int draw(double drawn) {
    return drawn < share ? dearer : cheaper;
  }

  /** Adds how likely each is asked, times a weight. */
  void addTo(double[] propensity, double weight) {
    propensity[cheaper] += weight * (1 - share);
    propensity[dearer] += weight * share;
  }
}
