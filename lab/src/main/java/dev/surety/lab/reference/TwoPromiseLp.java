package dev.surety.lab.reference;

/**
 * The cheapest fixed mixture of models that keeps two promises, known only afterwards: min sum p_m
 * cost_m with sum p_m quality_m &gt;= target, sum p_m late_m &lt;= mayBeLate, sum p_m = 1, p &gt;=
 * 0. A basis of this linear programme has three models at most, so all of them are tried.
 */
public final class TwoPromiseLp {

  private static final double ROUNDING = 1e-9;

  private final double[] cost;
  private final double[] quality;
  private final double[] late;

  /**
   * @param cost mean cost of each model, USD
   * @param quality mean quality of each, 0..1
   * @param late share of its answers that are late
   */
  public TwoPromiseLp(double[] cost, double[] quality, double[] late) {
    this.cost = cost.clone();
    this.quality = quality.clone();
    this.late = late.clone();
  }

  /** Whether a mixture keeps both promises. */
  public boolean isFeasible(double target, double mayBeLate) {
    return !Double.isNaN(costUsd(target, mayBeLate));
  }

  /** Mean cost of the cheapest that does, USD, or {@link Double#NaN}. */
  public double costUsd(double target, double mayBeLate) {
    double best = Double.POSITIVE_INFINITY;
    int models = cost.length;
    for (int i = 0; i < models; i++) {
      if (quality[i] >= target - ROUNDING && late[i] <= mayBeLate + ROUNDING) {
        best = Math.min(best, cost[i]);
      }
      for (int j = 0; j < models; j++) {
        if (j == i) {
          continue;
        }
        double byQuality = (target - quality[i]) / (quality[j] - quality[i]);
        double byTime = (mayBeLate - late[i]) / (late[j] - late[i]);
        best = Math.min(best, mixed(i, j, j, byQuality, 0, target, mayBeLate));
        best = Math.min(best, mixed(i, j, j, byTime, 0, target, mayBeLate));
        for (int k = j + 1; k < models; k++) {
          if (k != i) {
            best = Math.min(best, three(i, j, k, target, mayBeLate));
          }
        }
      }
    }
    return best == Double.POSITIVE_INFINITY ? Double.NaN : best;
  }

  /** Cramer's rule for the shares of the second and third that meet both bounds. */
  private double three(int i, int j, int k, double target, double mayBeLate) {
    double qj = quality[j] - quality[i];
    double qk = quality[k] - quality[i];
    double lj = late[j] - late[i];
    double lk = late[k] - late[i];
    double determinant = qj * lk - qk * lj;
    double q = target - quality[i];
    double l = mayBeLate - late[i];
    double shareJ = (q * lk - qk * l) / determinant;
    double shareK = (qj * l - q * lj) / determinant;
    return mixed(i, j, k, shareJ, shareK, target, mayBeLate);
  }

  private double mixed(
      int i, int j, int k, double shareJ, double shareK, double target, double mayBeLate) {
    double shareI = 1 - shareJ - shareK;
    boolean shares = shareI >= -ROUNDING && shareJ >= -ROUNDING && shareK >= -ROUNDING;
    if (!shares
        || shareI * quality[i] + shareJ * quality[j] + shareK * quality[k] < target - ROUNDING
        || shareI * late[i] + shareJ * late[j] + shareK * late[k] > mayBeLate + ROUNDING) {
      return Double.POSITIVE_INFINITY;
    }
    return shareI * cost[i] + shareJ * cost[j] + shareK * cost[k];
  }
}
