package dev.surety.policy.surety;

import dev.surety.policy.PolicyMemory;
import dev.surety.policy.fleet.Lesson;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a tenant's state that changes only when something is learned: a label, a real cost, a
 * model or price change, other terms. Arrays only; the formulas are in the classes beside it.
 */
public final class SuretyLearner implements PolicyMemory.LearnedMemory {
  final Precision precision;
  final ModelEvidence models;

  /** Null without tags. */
  final TagCells cells;

  SuretyTerms terms;

  /** What the fleet says, of the version in force; {@code null} without one. Derived. */
  FleetView fleet;

  /** What was learned in the present event and is the fleet's to know; not stored. */
  private List<Lesson> lessons = List.of();

  /** Whether the values that are not stored have been worked out from those that are. */
  boolean derived;

  /** Cost of the dearest model at the start; all costs of the state are divided by it. */
  double costUnit;

  /** [phi1, phi0] Reporting rates as calibrated. */
  double satisfiedRate;

  double dissatisfiedRate;

  /** The reporting rates and the scale with which the rates were last derived. */
  double ratedSatisfied;

  double ratedDissatisfied;
  double ratedScale = 1;

  /** [lab] Labels so far. */
  double labels;

  /** [lsol] Solicited labels so far. */
  double solicitedLabels;

  /** [vU, vD] Labels that were not solicited, by outcome. */
  double unsolicitedUps;

  double unsolicitedDowns;

  /** [ja0] Accuracy that a promise stated of its judge, last; 0 while it has named none. */
  double judgeAccuracy;

  /** [n1, n0] Answers of which a user and the judge have spoken, by what the user said. */
  double pairsSatisfied;

  double pairsDissatisfied;

  /** [up of n1, up of n0] Those of them of which the judge said satisfied. */
  double agreedSatisfied;

  double errorsDissatisfied;

  /** How often the judge errs; {@code null} while there was none. Derived. */
  JudgeError judge;

  SuretyLearner(SuretyTerms terms, Precision precision, int buckets) {
    this.precision = precision;
    this.models = new ModelEvidence(precision);
    this.terms = terms;
    this.cells = terms.usesTags() ? new TagCells(buckets, 0) : null;
    this.satisfiedRate = terms.satisfiedRate();
    this.dissatisfiedRate = terms.dissatisfiedRate();
  }

  /** Whether every number is one, the derived ones too. */
  boolean isFinite() {
    double sum = costUnit + satisfiedRate + dissatisfiedRate + ratedSatisfied + ratedDissatisfied;
    sum += judgeAccuracy + pairsSatisfied + pairsDissatisfied + agreedSatisfied;
    sum +=
        errorsDissatisfied
            + ratedScale
            + labels
            + solicitedLabels
            + unsolicitedUps
            + unsolicitedDowns;
    return Double.isFinite(sum) && models.isFinite() && (cells == null || cells.isFinite());
  }

  void teach(Lesson lesson) {
    if (lessons.isEmpty()) {
      lessons = new ArrayList<>(1);
    }
    lessons.add(lesson);
  }

  /** The lessons since this was last asked. */
  List<Lesson> takeLessons() {
    List<Lesson> taken = lessons;
    lessons = List.of();
    return taken;
  }

  boolean equalRates() {
    return terms.equalRates();
  }

  /** The terms in force. */
  public SuretyTerms terms() {
    return terms;
  }

  /** Model slots, removed ones included. */
  public int modelCount() {
    return models.size();
  }

  /** Whether the model of a slot may be routed to. */
  public boolean active(int model) {
    return models.active[model];
  }

  int activeCount() {
    return models.byCost.length;
  }

  /** [mu] Estimated satisfaction rate of a model, 0..1. */
  public double satisfaction(int model) {
    return models.rate[model];
  }

  /** [var] Variance of that estimate. */
  public double variance(int model) {
    return models.variance[model];
  }

  /**
   * The estimate's standard error, without anything being allocated; NaN of a model it never met.
   */
  double error(int model) {
    return derived && model < models.size() ? models.error[model] : Double.NaN;
  }

  /** [e C unit] Expected cost of a request, in the caller's unit. */
  public double expectedCost(int model) {
    return models.cost[model] * models.paid.common() * costUnit;
  }

  /** Real over listed cost of a model's answers, as expected. */
  public double costRatio(int model) {
    return models.paid.mean(model, models.paid.common());
  }

  /** Cost of a request by the list, in the caller's unit. */
  double listedCost(int model) {
    return models.listCost[model] * costUnit;
  }

  /** [slope] Satisfaction per unit of log cost. */
  public double slope() {
    return models.slope;
  }

  /** [phi1] Chance that a satisfied user says so, as calibrated. */
  public double satisfiedRate() {
    return satisfiedRate;
  }

  /** [phi0] Chance that a dissatisfied user says so, as calibrated. */
  public double dissatisfiedRate() {
    return dissatisfiedRate;
  }

  /** [ph] Chance that a user speaks of an answer of a model, 0..1, by what is believed of it. */
  double spoken(int model) {
    double rate = models.rate[model];
    return satisfiedRate * rate + dissatisfiedRate * (1 - rate);
  }

  /**
   * How much better, by the fleet, the contexts of a model's answers are that the judge has settled
   * than those of all that it served. Labels are bought while they are worth something, which is
   * when a model was served elsewhere than later on, so they are no fair sample of its answers.
   */
  double judgedExcess(int m) {
    double words = models.judged(m);
    return fleet == null || cells == null || words == 0
        ? 0
        : (models.judgedExcess[m] - models.judgedPlaced[m] * cells.deviation[m]) / words;
  }

  /** [lab] Labels so far. */
  public double labels() {
    return labels;
  }

  /**
   * How often a model's evidence was replaced (modulo 256). Keep it with an open request: a
   * correction of an outcome that was dropped since must be dropped too.
   */
  public int resets(int model) {
    return models.resets[model] & 0xff;
  }

  /**
   * Whether a share is above what the best of these models is believed to reach, by more than the
   * error of that. With tags the best model of each bucket together may reach what no single one
   * does. Nothing is allocated: it is asked with every decision.
   */
  boolean isBeyondReach(SuretyAccount account, int[] slots, double target) {
    if (!derived) {
      return false; // a memory that no decision was made by yet
    }
    double best = 0;
    double error = 0;
    for (int slot : slots) {
      if (slot >= models.size() || !models.active[slot]) {
        return false; // of a model it never met it can't tell
      }
      double rate = models.rate[slot];
      if (!(rate + models.error[slot] < target)) {
        return false;
      }
      error = rate > best ? models.error[slot] : error;
      best = rate > best ? rate : best;
    }
    boolean all = slots.length == activeCount();
    return cells == null || cells.reach(account, slots, all) + error < target;
  }
}
