package dev.surety.engine;

/**
 * The linear programme of two promises: the mixture of models that is least of something, subject
 * to a least satisfaction and a greatest chance of being late. Its solution mixes three models at
 * most, so all ones, pairs and triples of those that no other model beats are looked at. The arrays
 * are the caller's; not thread-safe.
 */
final class TwoPromises {

  private static final double ROUNDING = 1e-9;

  private int[] open = {};
  private int size;

  private double[] objective;
  private double[] satisfaction;
  private double[] late;
  private double least;
  private double most;

  private double best;

  /** The models of the mixture and their shares; those with none have share 0. */
  int first;

  int second;
  int third;
  double shareFirst;
  double shareSecond;
  double shareThird;

  /** By how much the objective would fall if one late answer more were allowed; 0 or more. */
  double price;

  /** Begins with no models. */
  void clear(int models) {
    open = open.length < models ? new int[models] : open;
    size = 0;
  }

  /** A model that may be mixed. */
  void add(int model) {
    open[size++] = model;
  }

  int size() {
    return size;
  }

  /** Leaves out models that another one beats or equals in all three. */
  void prune(double[] cost, double[] satisfaction, double[] late) {
    int kept = 0;
    for (int a = 0; a < size; a++) {
      int i = open[a];
      boolean beaten = false;
      for (int b = 0; b < size && !beaten; b++) {
        int j = open[b];
        boolean equal =
            cost[j] == cost[i] && satisfaction[j] == satisfaction[i] && late[j] == late[i];
        // Those before a have been moved to the front; who was beaten was so by one that stays.
        beaten =
            j != i
                && (b < kept || b > a)
                && cost[j] <= cost[i]
                && satisfaction[j] >= satisfaction[i]
                && late[j] <= late[i]
                && (!equal || b < kept);
      }
      if (!beaten) {
        open[kept++] = i;
      }
    }
    size = kept;
  }

  /**
   * Finds the mixture.
   *
   * @param objective by model, what is to be small
   * @param least satisfaction; negative infinity for any
   * @param most chance of being late; infinity for any
   * @return whether there is one
   */
  boolean solve(
      double[] objective, double[] satisfaction, double[] late, double least, double most) {
    this.objective = objective;
    this.satisfaction = satisfaction;
    this.late = late;
    this.least = least;
    this.most = most;
    best = Double.POSITIVE_INFINITY;
    for (int a = 0; a < size; a++) {
      consider(open[a], open[a], open[a], 1, 0, 0, 0);
      for (int b = a + 1; b < size; b++) {
        pair(open[a], open[b]);
        for (int c = b + 1; c < size; c++) {
          triple(open[a], open[b], open[c]);
        }
      }
    }
    return best < Double.POSITIVE_INFINITY;
  }

  private void pair(int i, int j) {
    double better = satisfaction[j] - satisfaction[i];
    if (better != 0) {
      double share = (least - satisfaction[i]) / better;
      consider(i, j, j, 1 - share, share, 0, 0);
    }
    double later = late[j] - late[i];
    if (later != 0) {
      double share = (most - late[i]) / later;
      consider(i, j, j, 1 - share, share, 0, (objective[i] - objective[j]) / later);
    }
  }

  /** Both bounds are met exactly. */
  private void triple(int i, int j, int k) {
    double sj = satisfaction[j] - satisfaction[i];
    double sk = satisfaction[k] - satisfaction[i];
    double lj = late[j] - late[i];
    double lk = late[k] - late[i];
    double determinant = sj * lk - sk * lj;
    if (determinant == 0) {
      return;
    }
    double s = least - satisfaction[i];
    double l = most - late[i];
    double shareJ = (s * lk - sk * l) / determinant;
    double shareK = (sj * l - s * lj) / determinant;
    double oj = objective[j] - objective[i];
    double ok = objective[k] - objective[i];
    double falls = -(sj * ok - sk * oj) / determinant;
    consider(i, j, k, 1 - shareJ - shareK, shareJ, shareK, falls);
  }

  private void consider(int i, int j, int k, double a, double b, double c, double falls) {
    // Written so that what is no number is refused.
    if (!(a >= -ROUNDING && b >= -ROUNDING && c >= -ROUNDING)) {
      return;
    }
    double reached = a * satisfaction[i] + b * satisfaction[j] + c * satisfaction[k];
    double lateness = a * late[i] + b * late[j] + c * late[k];
    double value = a * objective[i] + b * objective[j] + c * objective[k];
    if (reached >= least - ROUNDING && lateness <= most + ROUNDING && value < best) {
      best = value;
      first = i;
      second = j;
      third = k;
      double sum = Math.max(0, a) + Math.max(0, b) + Math.max(0, c);
      shareFirst = Math.max(0, a) / sum;
      shareSecond = Math.max(0, b) / sum;
      shareThird = Math.max(0, c) / sum;
      price = Math.max(0, falls);
    }
  }

  /** The share of a model. */
  double share(int model) {
    return (model == first ? shareFirst : 0)
        + (model == second ? shareSecond : 0)
        + (model == third ? shareThird : 0);
  }

  /**
   * A model, by its share.
   *
   * @param u uniform on [0, 1)
   */
  int draw(double u) {
    if (u < shareFirst) {
      return first;
    }
    if (u < shareFirst + shareSecond || shareThird == 0) {
      return shareSecond > 0 ? second : first;
    }
    return third;
  }
}
