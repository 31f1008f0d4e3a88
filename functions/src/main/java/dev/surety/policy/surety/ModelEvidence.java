package dev.surety.policy.surety;

import dev.surety.estimator.FadingMeans;
import java.util.Arrays;

/**
 * What a tenant has learned per model: outcome counts, change detector, costs. One slot a model;
 * counts marked "scaled" are divided by {@link SuretyAccount#scale}. Requests with a final outcome
 * [L.ns] are not kept: they are {@code ups + downs + silents}.
 */
final class ModelEvidence {
  private static final double[] NONE = {};

  /** [L.U, L.D, L.Si] Satisfied, dissatisfied, silent outcomes; scaled. */
  double[] ups = NONE;

  double[] downs = NONE;
  double[] silents = NONE;

  /** [N.U, N.D, N.Si] The same since the change detector was last at 0; scaled. */
  double[] upsSince = NONE;

  double[] downsSince = NONE;
  double[] silentsSince = NONE;

  /** [L.JU, L.JD] What a judge said where no user spoke, satisfied and not; scaled. */
  double[] judgedUps = NONE;

  double[] judgedDowns = NONE;

  /** [N.JU, N.JD] The same since the change detector was last at 0; scaled. */
  double[] judgedUpsSince = NONE;

  double[] judgedDownsSince = NONE;

  /**
   * Answers that a judge has settled and of whose context the fleet said something; scaled. And
   * what these contexts add to the model's rate by the fleet, summed.
   */
  double[] judgedPlaced = NONE;

  double[] judgedExcess = NONE;

  /** [g] The change detector: log likelihood ratio of a fall. */
  double[] cusum = NONE;

  /** [e0] Listed cost in units of the dearest model at the start. */
  double[] listCost = NONE;

  /** [kc, kn] Real cost over listed cost of the answers. */
  final FadingMeans paid;

  /** [le] Natural logarithm of the cost at entry; then frozen. */
  double[] logCost = NONE;

  /** [wa, wb] Warm start: pseudo-labels satisfied and dissatisfied. */
  double[] warmUps = NONE;

  double[] warmDowns = NONE;

  /** [sU, sD] Solicited labels. */
  double[] solicitedUps = NONE;

  double[] solicitedDowns = NONE;

  /** [vn] Requests with a final outcome whose label was not solicited. */
  double[] unsolicited = NONE;

  /** Slots that may be routed to; others only keep their account until it has faded. */
  boolean[] active = {};

  /** Explored outside the joint cap: came, changed or was repriced after the start. */
  boolean[] newcomer = {};

  /** How often the evidence was replaced; feedback on an older request has nothing to correct. */
  byte[] resets = {};

  /** [mu], [var] and prior mean [pm] of the satisfaction rate; derived, see SatisfactionRates. */
  double[] rate = NONE;

  double[] variance = NONE;

  /** [sqrt var] Standard error of the rate; derived. */
  double[] error = NONE;

  double[] prior = NONE;

  /** [slope] Satisfaction per unit of log cost; derived. */
  double slope;

  /** [e] Expected cost over what is common in the pool; derived. */
  double[] cost = NONE;

  /** Active slots in order of expected cost, then of slot; derived. */
  int[] byCost = {};

  /**
   * Binary logarithm of the dearest active model's listed cost, to a whole number and at least 0;
   * derived. Prices of quality that do for costs up to 1 are too low by this once a model came that
   * is dearer than any of the start.
   */
  int dearestExponent;

  ModelEvidence(Precision precision) {
    paid = new FadingMeans(1, precision == Precision.EXACT);
  }

  int size() {
    return ups.length;
  }

  /**
   * Whether a slot has ever held a model. A memory that begins after others had gone skips their
   * slots: no cost is known of those, and so no logarithm of one.
   */
  boolean isKnown(int model) {
    return model < listCost.length && listCost[model] > 0;
  }

  void grow(int models) {
    ups = Arrays.copyOf(ups, models);
    downs = Arrays.copyOf(downs, models);
    silents = Arrays.copyOf(silents, models);
    upsSince = Arrays.copyOf(upsSince, models);
    downsSince = Arrays.copyOf(downsSince, models);
    silentsSince = Arrays.copyOf(silentsSince, models);
    judgedUps = Arrays.copyOf(judgedUps, models);
    judgedDowns = Arrays.copyOf(judgedDowns, models);
    judgedUpsSince = Arrays.copyOf(judgedUpsSince, models);
    judgedDownsSince = Arrays.copyOf(judgedDownsSince, models);
    judgedPlaced = Arrays.copyOf(judgedPlaced, models);
    judgedExcess = Arrays.copyOf(judgedExcess, models);
    cusum = Arrays.copyOf(cusum, models);
    listCost = Arrays.copyOf(listCost, models);
    paid.ensureSlots(models);
    logCost = Arrays.copyOf(logCost, models);
    warmUps = Arrays.copyOf(warmUps, models);
    warmDowns = Arrays.copyOf(warmDowns, models);
    solicitedUps = Arrays.copyOf(solicitedUps, models);
    solicitedDowns = Arrays.copyOf(solicitedDowns, models);
    unsolicited = Arrays.copyOf(unsolicited, models);
    active = Arrays.copyOf(active, models);
    newcomer = Arrays.copyOf(newcomer, models);
    resets = Arrays.copyOf(resets, models);
    rate = Arrays.copyOf(rate, models);
    variance = Arrays.copyOf(variance, models);
    error = Arrays.copyOf(error, models);
    prior = Arrays.copyOf(prior, models);
    cost = Arrays.copyOf(cost, models);
  }

  /** The stored columns, in the order in which they are written. */
  double[][] columns() {
    return new double[][] {
      ups,
      downs,
      silents,
      upsSince,
      downsSince,
      silentsSince,
      cusum,
      listCost,
      paid.sum,
      paid.count,
      logCost,
      warmUps,
      warmDowns,
      solicitedUps,
      solicitedDowns,
      unsolicited
    };
  }

  /** The stored columns of what a judge said, in the order in which they are written. */
  double[][] judgedColumns() {
    return new double[][] {judgedUps, judgedDowns, judgedUpsSince, judgedDownsSince};
  }

  /** The stored columns of where he said it. */
  double[][] placedColumns() {
    return new double[][] {judgedPlaced, judgedExcess};
  }

  /** Scaled counts, which a change of the scale has to touch. */
  double[][] scaledColumns() {
    return new double[][] {
      ups,
      downs,
      silents,
      upsSince,
      downsSince,
      silentsSince,
      judgedUps,
      judgedDowns,
      judgedUpsSince,
      judgedDownsSince,
      judgedPlaced,
      judgedExcess
    };
  }

  /** [JU + JD] What a judge said of a model, scaled. */
  double judged(int m) {
    return judgedUps[m] + judgedDowns[m];
  }

  /** Of what the judge said of a model a part is left: its mean context stays. */
  void keepPlaced(int m, double part, Precision precision) {
    judgedPlaced[m] = precision.round(part * judgedPlaced[m]);
    judgedExcess[m] = precision.round(part * judgedExcess[m]);
  }

  boolean isFinite() {
    double sum = slope;
    for (double[] column : columns()) {
      sum += Arrays.stream(column).sum();
    }
    for (double[] column : judgedColumns()) {
      sum += Arrays.stream(column).sum();
    }
    for (double[] column : placedColumns()) {
      sum += Arrays.stream(column).sum();
    }
    for (double[] derived : new double[][] {rate, variance, error, prior, cost}) {
      sum += Arrays.stream(derived).sum();
    }
    return Double.isFinite(sum);
  }

  void clear(int model) {
    for (double[] column : columns()) {
      column[model] = 0;
    }
    for (double[] column : judgedColumns()) {
      column[model] = 0;
    }
    for (double[] column : placedColumns()) {
      column[model] = 0;
    }
    active[model] = false;
    newcomer[model] = false;
  }

  /** Takes up or drops models after {@link #active} has changed. */
  void deriveOrder() {
    int count = 0;
    int[] order = new int[size()];
    for (int m = 0; m < size(); m++) {
      if (active[m]) {
        order[count++] = m;
      }
    }
    byCost = Arrays.copyOf(order, count);
    double dearest = 1;
    for (int m : byCost) {
      dearest = Math.max(dearest, listCost[m]);
    }
    dearestExponent = Math.getExponent(dearest * Math.sqrt(2));
    deriveCosts();
  }

  /**
   * [e_m] from the listed cost and what was really paid, over what all models' answers cost beside
   * the list: a factor common to all prices changes no decision. Then the order of costs.
   */
  void deriveCosts() {
    double common = paid.common();
    for (int m = 0; m < size(); m++) {
      cost[m] = listCost[m] * stepped(paid.mean(m, common) / common);
    }
    for (int i = 1; i < byCost.length; i++) {
      int model = byCost[i];
      int at = i;
      for (; at > 0 && before(model, byCost[at - 1]); at--) {
        byCost[at] = byCost[at - 1];
      }
      byCost[at] = model;
    }
  }

  /**
   * Rounded to 5 binary digits after the first, so within 1.6 %. The study's rule moves every cost
   * with every payment; between two searches of the plan its two prices of quality would then fall
   * on the same side of the step they were searched for, and the mixture be lost: measured, 0.5
   * points of satisfaction for good.
   */
  private static double stepped(double ratio) {
    long bits = Double.doubleToRawLongBits(ratio);
    return Double.longBitsToDouble(bits + (1L << 46) & -1L << 47);
  }

  private boolean before(int left, int right) {
    return cost[left] < cost[right] || (cost[left] == cost[right] && left < right);
  }
}
