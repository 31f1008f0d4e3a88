package dev.surety.policy.surety;

import java.util.Arrays;

/**
 * Satisfaction rates of the models from their outcome counts and a prior that rises with price, the
 * slope of which is learned (routing study, section 3.3, {@code est} and {@code rates}).
 */
final class SatisfactionRates {
  private final SuretyConstants constants;

  // Scratch, one entry a model; a rate and its variance leave estimate() through fields so that
  // nothing is allocated.
  private double[] effective = {};
  private double[] observed = {};
  private double mean;
  private double spread;

  SatisfactionRates(SuretyConstants constants) {
    this.constants = constants;
  }

  /** Derives all rates from the counts as they stand, and remembers at which scale they do. */
  void refresh(SuretyAccount account, SuretyLearner learner) {
    learner.ratedScale = account.scale;
    learner.ratedSatisfied = learner.satisfiedRate;
    learner.ratedDissatisfied = learner.dissatisfiedRate;
    if (learner.cells != null) {
      deviate(account, learner);
    }
    derive(learner);
  }

  /** Derives all rates as the last refresh did. */
  void derive(SuretyLearner learner) {
    ModelEvidence models = learner.models;
    if (learner.fleet != null) {
      deriveFromFleet(learner);
      return;
    }
    observe(learner);
    double meanLogCost = 0;
    for (int m = 0; m < models.size(); m++) {
      meanLogCost += models.active[m] ? models.logCost[m] : 0;
    }
    meanLogCost /= Math.max(1, models.byCost.length);
    double slope = slope(models);
    double sum = constants.levelLabels() * learner.terms.target();
    double weight = constants.levelLabels();
    for (int m = 0; m < models.size(); m++) {
      sum += effective[m] * (observed[m] - slope * (models.logCost[m] - meanLogCost));
      weight += effective[m];
    }
    models.slope = slope;
    for (int m = 0; m < models.size(); m++) {
      double onLine = sum / weight + slope * (models.logCost[m] - meanLogCost);
      models.prior[m] = clip(onLine, 0.03, 0.97);
      rate(learner, m);
    }
  }

  /** The fleet's rates, and not the price line, are what a model starts from. */
  private void deriveFromFleet(SuretyLearner learner) {
    ModelEvidence models = learner.models;
    models.slope = 0;
    for (int m = 0; m < models.size(); m++) {
      double added = learner.cells == null ? 0 : learner.cells.deviation[m];
      models.prior[m] = clip(learner.fleet.mean[m] + added, 0.03, 0.97);
      rate(learner, m);
    }
  }

  /**
   * [dev] What the contexts of a model's requests, and the tenant's mix of them, add to its rate by
   * the fleet. Kept, because both go on with every decision and rates do not.
   */
  private void deviate(SuretyAccount account, SuretyLearner learner) {
    TagCells cells = learner.cells;
    FleetView fleet = learner.fleet;
    if (fleet == null) {
      Arrays.fill(cells.deviation, 0);
      return;
    }
    double requests = 0;
    for (int arrived : account.arrivals) {
      requests += arrived;
    }
    Arrays.fill(cells.deviation, 0);
    for (int b = 0; b < account.arrivals.length; b++) {
      if (account.arrivals[b] > 0) {
        double share = account.arrivals[b] / requests;
        double[] rates = fleet.rates[fleet.version.row(cells.owner[b])];
        for (int m = 0; m < cells.deviation.length; m++) {
          cells.deviation[m] += share * (rates[m] - fleet.mean[m]);
        }
      }
    }
    double weight = constants.fleetMixLabels();
    double scale = learner.ratedScale;
    for (int m = 0; m < cells.deviation.length; m++) {
      double seen = account.deviation == null ? 0 : account.deviation[m] * scale;
      double added = (seen + weight * cells.deviation[m]) / (account.served[m] * scale + weight);
      cells.deviation[m] = learner.precision.round(added);
    }
  }

  /**
   * [k0, k] Labels that what a model starts from counts for. The fleet's word counts for less once
   * the model was seen to change at this tenant.
   */
  static double priorLabels(SuretyConstants constants, SuretyLearner learner, int m) {
    double own = constants.priorLabels();
    if (learner.fleet == null || !learner.fleet.known[m]) {
      return own;
    }
    double fleet = constants.fleetLabels();
    return learner.models.resets[m] == 0 ? fleet : Math.min(fleet, own);
  }

  /** Rate and variance of one model from its counts and its place on the price line. */
  void rate(SuretyLearner learner, int m) {
    ModelEvidence models = learner.models;
    double prior = models.prior[m];
    double labels = priorLabels(constants, learner, m);
    estimate(
        learner, m, labels * prior + models.warmUps[m], labels * (1 - prior) + models.warmDowns[m]);
    models.rate[m] = mean;
    models.variance[m] = spread;
    models.error[m] = Math.sqrt(spread);
  }

  /** [ef, r] What the labels of each model say alone, and for how many labels that counts. */
  private void observe(SuretyLearner learner) {
    ModelEvidence models = learner.models;
    if (effective.length < models.size()) {
      effective = new double[models.size()];
      observed = new double[models.size()];
    }
    // In order of slots: the order of costs may change before these sums have to be repeated.
    for (int m = 0; m < models.size(); m++) {
      effective[m] = 0;
      observed[m] = 0;
      if (!models.active[m]) {
        continue; // A removed model no longer shapes the price line.
      }
      double scale = learner.ratedScale;
      double count = (models.ups[m] + models.downs[m]) * scale;
      double rate = count == 0 ? 0 : models.ups[m] * scale / count;
      if (!learner.equalRates()) {
        double outcomes = count + models.silents[m] * scale;
        if (outcomes > 0) {
          estimate(learner, m, 0.5, 0.5);
          rate = mean;
          count = Math.min(0.2 / spread, outcomes);
        }
      }
      double judged = models.judged(m) * scale;
      if (judged > 0) {
        estimate(learner, m, 0.5, 0.5);
        rate = mean;
        count =
            learner.equalRates()
                ? Math.max(0, mean * (1 - mean) / spread - 1)
                : Math.min(0.2 / spread, count(models, m) * scale + judged);
      }
      double warm = models.warmUps[m] + models.warmDowns[m];
      if (warm > 0) {
        rate = (rate * count + models.warmUps[m]) / (count + warm);
        count += warm;
      }
      effective[m] = count;
      observed[m] = rate;
    }
  }

  private static double count(ModelEvidence models, int m) {
    return models.ups[m] + models.downs[m] + models.silents[m];
  }

  private double slope(ModelEvidence models) {
    double cap = constants.slopeLabelsPerModel();
    double weight = 0;
    double meanLogCost = 0;
    double meanRate = 0;
    for (int m = 0; m < models.size(); m++) {
      double k = effective[m] / (1 + effective[m] / cap);
      weight += k;
      meanLogCost += k * models.logCost[m];
      meanRate += k * observed[m];
    }
    if (weight == 0) {
      return Math.min(constants.slopePrior(), constants.slopeMax());
    }
    meanLogCost /= weight;
    meanRate /= weight;
    double covariance = constants.slopeLabels() * constants.slopePrior();
    double variance = constants.slopeLabels();
    for (int m = 0; m < models.size(); m++) {
      double k = effective[m] / (1 + effective[m] / cap);
      double d = models.logCost[m] - meanLogCost;
      covariance += k * d * (observed[m] - meanRate);
      variance += k * d * d;
    }
    return clip(covariance / variance, 0, constants.slopeMax());
  }

  /**
   * [est] Posterior rate and variance with {@code a} and {@code b} pseudo-labels. With unequal
   * reporting rates silence is an outcome of its own.
   */
  private void estimate(SuretyLearner learner, int m, double a, double b) {
    ModelEvidence models = learner.models;
    double scale = learner.ratedScale;
    double up = a + models.ups[m] * scale;
    double down = b + models.downs[m] * scale;
    double silent = models.silents[m] * scale;
    if (models.judged(m) > 0) {
      estimateByJudge(learner, m, up, down, learner.equalRates() ? 0 : silent);
      return;
    }
    if (learner.equalRates() || silent == 0) {
      double all = up + down;
      mean = up / all;
      spread = mean * (1 - mean) / (all + 1);
      return;
    }
    double gap = learner.ratedSatisfied - learner.ratedDissatisfied;
    double quiet = 1 - learner.ratedDissatisfied;
    mean = bisected(likeliest(up, down, silent, gap, quiet));
    double silence = Math.max(1e-12, quiet - gap * mean);
    double ofUps = up / (mean * mean);
    double ofDowns = down / ((1 - mean) * (1 - mean));
    spread = 1 / (ofUps + ofDowns + silent * gap * gap / (silence * silence));
  }

  /**
   * [est] With words of a judge who errs: they have a term each in the equation, which is solved as
   * the study does, at the rate of the contexts that they are of. Its sign is all that is asked, so
   * it stands without its denominators.
   */
  private void estimateByJudge(
      SuretyLearner learner, int m, double up, double down, double silent) {
    ModelEvidence models = learner.models;
    double saidUp = models.judgedUps[m] * learner.ratedScale;
    double saidDown = models.judgedDowns[m] * learner.ratedScale;
    double base = learner.judge.dissatisfied[m];
    double judged = learner.judge.gap(m);
    double gap = learner.ratedSatisfied - learner.ratedDissatisfied;
    double quiet = 1 - learner.ratedDissatisfied;
    double excess = learner.judgedExcess(m);
    double low = 1e-4;
    double high = 1 - 1e-4;
    for (int k = 0; k < 22; k++) {
      double x = 0.5 * (low + high);
      double y = base + judged * elsewhere(x, excess);
      double users = up * (1 - x) - down * x;
      double words = judged * (saidUp * (1 - y) - saidDown * y);
      double inside = x * (1 - x);
      double side = y * (1 - y);
      double sign = users * side + words * inside;
      if (silent > 0) {
        sign = sign * (quiet - gap * x) - silent * gap * inside * side;
      }
      if (sign > 0) {
        low = x;
      } else {
        high = x;
      }
    }
    mean = 0.5 * (low + high);
    double y = base + judged * elsewhere(mean, excess);
    double silence = Math.max(1e-12, quiet - gap * mean);
    double ofWords = judged * judged * (saidUp / (y * y) + saidDown / ((1 - y) * (1 - y)));
    double ofSilents = silent > 0 ? silent * gap * gap / (silence * silence) : 0;
    double ofUps = up / (mean * mean);
    double ofDowns = down / ((1 - mean) * (1 - mean));
    spread = 1 / (ofUps + ofDowns + ofSilents + ofWords);
  }

  /** A rate in contexts that differ by this from those it is the rate of. */
  static double elsewhere(double rate, double excess) {
    return excess == 0 ? rate : clip(rate + excess, 0.001, 0.999);
  }

  /**
   * The root in (0, 1) of {@code up/mu - down/(1-mu) - silent*gap/q}, {@code q = quiet - gap*mu}.
   * Multiplied by {@code mu*(1-mu)*q}, which is positive there, it is a quadratic that falls from
   * {@code up*quiet} at 0 to {@code -down*(quiet-gap)} at 1.
   */
  private static double likeliest(double up, double down, double silent, double gap, double quiet) {
    double square = gap * (up + down + silent);
    double linear = up * (quiet + gap) + down * quiet + silent * gap;
    double constant = up * quiet;
    double root = Math.sqrt(Math.max(0, linear * linear - 4 * square * constant));
    if (linear > 0) {
      return 2 * constant / (linear + root);
    }
    return square == 0 ? up / (up + down) : (linear - root) / (2 * square);
  }

  /**
   * The study finds the root by bisecting (1e-4, 1 - 1e-4) 22 times, which gives the middle of the
   * 2^-22th of that interval that holds the root: said at once, it costs a tenth.
   */
  private static double bisected(double root) {
    double cells = 1 << 22;
    double width = (1 - 2e-4) / cells;
    double cell = clip(Math.floor((root - 1e-4) / width), 0, cells - 1);
    return 1e-4 + (cell + 0.5) * width;
  }

  /**
   * The larger of a number and 0. {@code Math.max} asks for NaN and the sign of zero, too, which in
   * the loops of a decision takes longer than all the rest.
   */
  static double positive(double value) {
    return value > 0 ? value : 0;
  }

  static double clip(double value, double low, double high) {
    return value <= low ? low : value >= high ? high : value;
  }
}
