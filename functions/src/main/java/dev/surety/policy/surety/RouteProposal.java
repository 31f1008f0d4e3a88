package dev.surety.policy.surety;

import java.util.Arrays;

/**
 * The answer to one {@code route}: how likely each model is to be served, and why. Reused from call
 * to call, one a thread; it is no state. Arrays have one entry a model slot.
 */
final class RouteProposal {
  double[] propensity = {};
  double[] exploration = {};

  /** Without tags only. */
  double[] rate = {};

  int[] pool = {};
  int poolSize;
  int models;
  int bucket;
  double satisfied;
  double standardError;
  double margin;
  double need;
  double targetNow;
  double lambdaLow;
  double lambdaHigh;
  double weightHigh;
  double explorationShare;

  /** [NJ] Requests whose booking rests on the judge. */
  double judgeWeight;

  int modelLow;
  int modelHigh;
  boolean outOfReach;

  /** The model that has the beginning of the prompt in its cache, or -1. */
  int held = -1;

  /** What its answer costs over what it would cost without. */
  double discount = 1;

  /** What is in whose cache; before a request is routed. */
  void hold(int model, double costs) {
    held = model;
    discount = costs;
  }

  void prepare(ModelEvidence evidence, boolean[] candidates) {
    models = evidence.size();
    if (propensity.length < models) {
      propensity = new double[models];
      exploration = new double[models];
      rate = new double[models];
      pool = new int[models];
    }
    Arrays.fill(exploration, 0, models, 0);
    poolSize = 0;
    for (int m : evidence.byCost) {
      if (candidates == null || candidates[m]) {
        pool[poolSize++] = m;
      }
    }
    if (poolSize == 0) {
      throw new IllegalArgumentException(
          "no model can be routed to: none of the candidates is active in the pool; "
              + "add a model or widen the candidates");
    }
  }

  /** Completes the exact propensities from the plan and the exploration. */
  void mix() {
    double plan = 1 - explorationShare;
    System.arraycopy(exploration, 0, propensity, 0, models);
    propensity[modelHigh] += plan * weightHigh;
    propensity[modelLow] += plan * (1 - weightHigh);
    // By rounding a sum of shares may be just above 1, which no reader of a decision takes.
    propensity[modelHigh] = Math.min(1, propensity[modelHigh]);
    propensity[modelLow] = Math.min(1, propensity[modelLow]);
  }

  /**
   * The model to serve.
   *
   * @param u uniform on [0, 1): below the exploration share it picks an explored model, above it
   *     one of the two models of the plan
   */
  public int draw(double u) {
    if (!(u >= 0 && u < 1)) {
      throw new IllegalArgumentException("u must lie in [0, 1), not " + u);
    }
    if (explores(u)) {
      double left = u;
      int last = modelLow;
      for (int m = 0; m < models; m++) {
        if (exploration[m] > 0) {
          last = m;
          left -= exploration[m];
          if (left < 0) {
            break;
          }
        }
      }
      return last;
    }
    double rest = (u - explorationShare) / (1 - explorationShare);
    return rest < weightHigh ? modelHigh : modelLow;
  }

  /** Whether {@code draw(u)} explores. */
  public boolean explores(double u) {
    return u < explorationShare;
  }

  /** [pi] Exact chance that a model is drawn; the chances sum to 1. */
  public double propensity(int model) {
    return propensity[model];
  }

  /** [x] The part of that chance that is exploration. */
  public double exploration(int model) {
    return exploration[model];
  }

  /** [sum of x] Chance that the draw explores. */
  public double explorationShare() {
    return explorationShare;
  }

  /** Model slots of the arrays. */
  public int models() {
    return models;
  }

  /** Tag bucket of the request. */
  public int bucket() {
    return bucket;
  }

  /** [A] Satisfaction that the plan aims at, 0..1. */
  public double targetNow() {
    return targetNow;
  }

  /** [need] Debt and margin, in requests; negative when there is surplus. */
  public double need() {
    return need;
  }

  /** The debt as a virtual queue, in requests: {@code max(0, need)}. */
  public double virtualQueue() {
    return Math.max(0, need);
  }

  /** [margin] Safety margin, in requests. */
  public double margin() {
    return margin;
  }

  /** [S] Estimated satisfied requests of the faded ledger. */
  public double satisfied() {
    return satisfied;
  }

  /** [sqrt V] Standard error of {@link #satisfied()}, in requests. */
  public double standardError() {
    return standardError;
  }

  /** [lamLo] Price of quality of the cheaper model of the plan; without tags both are equal. */
  public double lambdaLow() {
    return lambdaLow;
  }

  /** [lamHi] Price of quality of the dearer model of the plan. */
  public double lambdaHigh() {
    return lambdaHigh;
  }

  /** [w] Chance of the plan's dearer model. */
  public double weightHigh() {
    return weightHigh;
  }

  /** [gl] The plan's cheaper model. */
  public int modelLow() {
    return modelLow;
  }

  /** [gh] The plan's dearer model. */
  public int modelHigh() {
    return modelHigh;
  }

  /** No mixture of known models reaches {@link #targetNow()}. */
  public boolean outOfReach() {
    return outOfReach;
  }
}
