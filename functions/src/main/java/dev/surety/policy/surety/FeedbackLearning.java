package dev.surety.policy.surety;

import dev.surety.estimator.FadingMeans;

/** What feedback, corrections of it and real costs teach (section 3.3). */
final class FeedbackLearning {
  private final SatisfactionRates rates;
  private final ChangeDetector detector;
  private final CellFit fit;

  FeedbackLearning(SatisfactionRates rates, ChangeDetector detector, CellFit fit) {
    this.rates = rates;
    this.detector = detector;
    this.fit = fit;
  }

  void learn(SuretyState state, int m, int bucket, Outcome said, boolean solicited) {
    SuretyLearner learner = state.learner;
    if (learner.equalRates() && said.labels() == 0) {
      return; // Silence says nothing where all speak equally often.
    }
    Outcome outcome =
        learner.equalRates() && said.silents() > 0
            ? new Outcome(said.ups(), said.downs(), 0)
            : said;
    bump(state, m, outcome);
    ReportingBias.count(learner, m, outcome, solicited);
    TagCells cells = learner.cells;
    double expected =
        cells == null
            ? learner.models.rate[m]
            : SatisfactionRates.clip(cells.fitted[cell(cells, bucket, m)], 0.02, 0.98);
    detector.step(state.account, learner, m, expected, outcome);
    rates.refresh(state.account, learner);
    double weight = ReportingBias.cellWeight(learner, solicited);
    double satisfied = weight * ReportingBias.surrogate(learner, outcome, solicited);
    learnCell(state, m, bucket, satisfied, weight * outcome.all());
    state.teach(m, bucket, satisfied, weight * outcome.all());
    if (solicited) {
      ReportingBias.calibrate(learner);
    }
    state.account.news = true;
    state.learnerChanged();
  }

  /**
   * Another label for the same request: the count moves.
   *
   * @param unit what one label weighed when it was learned, as counts are stored
   */
  void revise(
      SuretyState state,
      int m,
      int bucket,
      Outcome was,
      Outcome is,
      boolean solicited,
      double unit) {
    SuretyLearner learner = state.learner;
    ModelEvidence models = learner.models;
    Precision precision = learner.precision;
    double up = (is.ups() - was.ups()) * unit;
    up = Math.max(-models.ups[m], Math.min(models.downs[m], up));
    models.ups[m] = precision.round(models.ups[m] + up);
    models.downs[m] = precision.round(Math.max(0, models.downs[m] - up));
    models.upsSince[m] = Math.min(models.upsSince[m], models.ups[m]);
    models.downsSince[m] = Math.min(models.downsSince[m], models.downs[m]);
    double moved = is.ups() - was.ups();
    if (solicited) {
      models.solicitedUps[m] = precision.round(Math.max(0, models.solicitedUps[m] + moved));
      models.solicitedDowns[m] = precision.round(Math.max(0, models.solicitedDowns[m] - moved));
    } else {
      learner.unsolicitedUps = Math.max(0, learner.unsolicitedUps + moved);
      learner.unsolicitedDowns = Math.max(0, learner.unsolicitedDowns - moved);
    }
    double weight = ReportingBias.cellWeight(learner, solicited);
    double before = ReportingBias.surrogate(learner, was, solicited);
    double after = ReportingBias.surrogate(learner, is, solicited);
    learnCell(state, m, bucket, weight * (after - before), 0);
    state.teach(m, bucket, weight * (after - before), 0);
    if (solicited) {
      ReportingBias.calibrate(learner);
    }
    corrected(state);
  }

  /** The real cost of an answer, in the caller's unit. */
  void paid(SuretyState state, int m, int bucket, double cost) {
    SuretyLearner learner = state.learner;
    double real = cost / learner.costUnit;
    TagCells cells = learner.cells;
    ModelEvidence models = learner.models;
    if (models.listCost[m] == 0) {
      return; // it left the pool before this memory began
    }
    if (learner.terms.learnsCosts()) {
      double common = models.paid.common();
      double ratio = FadingMeans.clip(real / models.listCost[m], common);
      if (cells != null) {
        double comparable = ratio / common * models.listCost[m];
        cells.paid[bucket] = FadingMeans.faded(cells.paid[bucket], comparable);
        cells.expected[bucket] = FadingMeans.faded(cells.expected[bucket], models.cost[m]);
      }
      models.paid.add(m, ratio);
      models.deriveCosts();
    } else if (cells != null) {
      cells.paid[bucket] += real;
      cells.expected[bucket] += models.cost[m];
    } else {
      return;
    }
    state.learnerChanged();
  }

  /** What an answer was said to cost turned out to be something else: no answer is added by it. */
  void repaid(SuretyState state, int m, int bucket, double was, double is) {
    SuretyLearner learner = state.learner;
    ModelEvidence models = learner.models;
    if (!learner.terms.learnsCosts() || models.listCost[m] == 0) {
      return;
    }
    TagCells cells = learner.cells;
    double listed = models.listCost[m] * learner.costUnit;
    if (cells != null) {
      double common = models.paid.common();
      double more = FadingMeans.clip(is / listed, common) - FadingMeans.clip(was / listed, common);
      double comparable = cells.paid[bucket] + more / common * models.listCost[m];
      cells.paid[bucket] = Math.max(cells.expected[bucket] / FadingMeans.CLIP, comparable);
    }
    models.paid.corrected(m, was / listed, is / listed);
    models.deriveCosts();
    state.learnerChanged();
  }

  private void corrected(SuretyState state) {
    rates.refresh(state.account, state.learner);
    state.account.news = true;
    state.learnerChanged();
  }

  private static void bump(SuretyState state, int m, Outcome outcome) {
    ModelEvidence models = state.learner.models;
    Precision precision = state.learner.precision;
    double unit = 1 / state.account.scale;
    models.ups[m] = precision.round(models.ups[m] + outcome.ups() * unit);
    models.downs[m] = precision.round(models.downs[m] + outcome.downs() * unit);
    models.silents[m] = precision.round(models.silents[m] + outcome.silents() * unit);
  }

  private void learnCell(SuretyState state, int m, int bucket, double satisfied, double weight) {
    TagCells cells = state.learner.cells;
    if (cells != null) {
      int cell = cell(cells, bucket, m);
      fit.learn(state.learner, state.account.fitReaching, cell, satisfied, weight);
    }
  }

  private static int cell(TagCells cells, int bucket, int m) {
    return bucket * cells.models() + m;
  }
}
