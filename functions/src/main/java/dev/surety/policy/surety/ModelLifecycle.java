package dev.surety.policy.surety;

import java.util.Arrays;

/** Models come, go, change their price or their version (section 3.4). */
final class ModelLifecycle {
  private final SuretyConstants constants;
  private final SatisfactionRates rates;
  private final ChangeDetector detector;
  private final CellFit fit;

  ModelLifecycle(
      SuretyConstants constants, SatisfactionRates rates, ChangeDetector detector, CellFit fit) {
    this.constants = constants;
    this.rates = rates;
    this.detector = detector;
    this.fit = fit;
  }

  void add(SuretyState state, int m, double cost, double warmUps, double warmDowns) {
    checkCost(cost);
    if (!(warmUps >= 0 && warmDowns >= 0 && warmUps + warmDowns <= 1e9)) {
      throw new IllegalArgumentException(
          "pseudo-labels must be 0 or more: " + warmUps + ", " + warmDowns);
    }
    SuretyLearner learner = state.learner;
    if (state.account.requests == 0 && cost > learner.costUnit) {
      changeUnit(learner, cost);
    }
    makeRoom(state, m);
    ModelEvidence models = learner.models;
    Precision precision = learner.precision;
    models.active[m] = true;
    models.newcomer[m] = state.account.requests > 0;
    models.listCost[m] = precision.round(cost / learner.costUnit);
    models.logCost[m] = precision.round(StrictMath.log(models.listCost[m]));
    models.warmUps[m] = precision.round(warmUps);
    models.warmDowns[m] = precision.round(warmDowns);
    changed(state);
  }

  void activate(SuretyState state, int m, boolean active) {
    state.learner.models.active[m] = active;
    changed(state);
  }

  void reprice(SuretyState state, int m, double cost) {
    checkCost(cost);
    ModelEvidence models = state.learner.models;
    Precision precision = state.learner.precision;
    models.listCost[m] = precision.round(cost / state.learner.costUnit);
    models.newcomer[m] = true;
    changed(state);
  }

  /** A known new version: nothing that was seen of the old one counts for it. */
  void renew(SuretyState state, int m) {
    detector.restart(state.account, state.learner.models, m);
    detector.replace(state.account, state.learner, m);
    changed(state);
  }

  /** What answers of the model cost beside the list; its tags lose nothing by it. */
  void forgetCosts(SuretyState state, int m) {
    state.learner.models.paid.forget(m);
    changed(state);
  }

  void forgetAllCosts(SuretyState state) {
    for (int m = 0; m < state.learner.models.size(); m++) {
      state.learner.models.paid.forget(m);
    }
    if (state.learner.cells != null) {
      Arrays.fill(state.learner.cells.paid, 0);
      Arrays.fill(state.learner.cells.expected, 0);
    }
    changed(state);
  }

  void configure(SuretyState state, SuretyTerms terms) {
    SuretyLearner learner = state.learner;
    if (terms.equalRates() != learner.terms.equalRates()) {
      ReportingBias.forget(learner);
    }
    if (terms.usesTags() != learner.terms.usesTags()) {
      throw new IllegalArgumentException(
          "usesTags cannot change from "
              + learner.terms.usesTags()
              + " during a tenant's life; "
              + "start a new state");
    }
    learner.terms = terms;
    learner.satisfiedRate = terms.satisfiedRate();
    learner.dissatisfiedRate = terms.dissatisfiedRate();
    ReportingBias.calibrate(learner);
    changed(state);
  }

  /**
   * A version of the fleet's prior is in force: rates rest on it at once, cells from the next
   * request on that fits them anyway.
   */
  void take(SuretyState state) {
    state.view(constants);
    rates.refresh(state.account, state.learner);
    state.account.news = true;
    state.learnerChanged();
  }

  private void changed(SuretyState state) {
    state.learner.models.deriveOrder();
    state.view(constants);
    rates.refresh(state.account, state.learner);
    if (state.learner.cells != null) {
      fit.fit(state.learner, state.account.fitReaching);
    }
    state.account.news = true;
    state.learnerChanged();
  }

  private static void makeRoom(SuretyState state, int slot) {
    if (slot >= SuretyAlgorithm.MOST_MODELS) {
      throw new IllegalArgumentException(
          "surety keeps at most " + SuretyAlgorithm.MOST_MODELS + " models a tenant");
    }
    if (slot >= state.learner.models.size()) {
      state.learner.models.grow(slot + 1);
      state.account.grow(slot + 1);
      if (state.learner.cells != null) {
        state.learner.cells.grow(slot + 1);
      }
    }
  }

  /** The dearest model at the start is the unit, however the models of the start come in. */
  private static void changeUnit(SuretyLearner learner, double unit) {
    ModelEvidence models = learner.models;
    for (int m = 0; m < models.size(); m++) {
      if (models.isKnown(m)) {
        double cost = models.listCost[m] * learner.costUnit / unit;
        models.listCost[m] = learner.precision.round(cost);
        models.logCost[m] = learner.precision.round(StrictMath.log(models.listCost[m]));
      }
    }
    learner.costUnit = unit;
  }

  static void checkCost(double cost) {
    if (!(cost > 0 && cost < 1e12)) {
      throw new IllegalArgumentException("the cost of a request must be above 0, not " + cost);
    }
  }
}
