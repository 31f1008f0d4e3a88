package dev.surety.policy.surety;

import dev.surety.estimator.FadingMeans;

/** What feedback, corrections of it and real costs teach (section 3.3). */
final class FeedbackLearning {
  private final SuretyConstants constants;
  private final SatisfactionRates rates;
  private final ChangeDetector detector;
  private final CellFit fit;

  FeedbackLearning(
      SuretyConstants constants, SatisfactionRates rates, ChangeDetector detector, CellFit fit) {
    this.constants = constants;
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
    detector.step(state.account, learner, m, expected(learner, bucket, m), outcome);
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

  /**
   * A judge's word on an answer of which no user has spoken.
   *
   * @param word 0..1
   * @param wasSilent whether the user's silence has been learned already
   */
  void judged(SuretyState state, int m, int bucket, double word, boolean wasSilent) {
    SuretyLearner learner = state.learner;
    ModelEvidence models = learner.models;
    Precision precision = learner.precision;
    double unit = 1 / state.account.scale;
    if (wasSilent) {
      models.silents[m] = precision.round(Math.max(0, models.silents[m] - unit));
    }
    models.judgedUps[m] = precision.round(models.judgedUps[m] + word * unit);
    models.judgedDowns[m] = precision.round(models.judgedDowns[m] + (1 - word) * unit);
    place(learner, m, bucket, unit);
    learner.labels++;
    double weight = learner.judge.gap(m) * learner.judge.gap(m);
    double satisfied = weight * learner.judge.surrogate(m, word);
    detector.judged(state.account, learner, m, expected(learner, bucket, m), word, wasSilent);
    rates.refresh(state.account, learner);
    learnCell(state, m, bucket, satisfied, weight);
    state.teach(m, bucket, satisfied, weight);
    state.account.news = true;
    state.learnerChanged();
  }

  /**
   * The judge thought better of it, or ({@code is} NaN) a user has spoken of the same answer: then
   * the judge's word counts no more.
   *
   * @param unit what the word weighed when it was learned, as counts are stored
   */
  void rejudged(SuretyState state, int m, int bucket, double was, double is, double unit) {
    SuretyLearner learner = state.learner;
    ModelEvidence models = learner.models;
    boolean withdrawn = Double.isNaN(is);
    double words = models.judged(m);
    double up = withdrawn ? 0 : is;
    double down = withdrawn ? 0 : 1 - is;
    judgedBy(models.judgedUps, learner, m, (up - was) * unit);
    judgedBy(models.judgedDowns, learner, m, (down - (1 - was)) * unit);
    models.judgedUpsSince[m] = Math.min(models.judgedUpsSince[m], models.judgedUps[m]);
    models.judgedDownsSince[m] = Math.min(models.judgedDownsSince[m], models.judgedDowns[m]);
    double weight = learner.judge.gap(m) * learner.judge.gap(m);
    double before = learner.judge.surrogate(m, was);
    if (withdrawn) {
      double left = words > 0 ? models.judged(m) / words : 0;
      models.keepPlaced(m, left, learner.precision);
      double taken = taken(learner, bucket, m, weight);
      learnCell(state, m, bucket, -taken * before, -taken);
    } else {
      double moved = weight * (learner.judge.surrogate(m, is) - before);
      learnCell(state, m, bucket, moved, 0);
      state.teach(m, bucket, moved, 0);
    }
    corrected(state);
  }

  /** Where the judge was asked, as far as the fleet can tell what that says of the model. */
  private void place(SuretyLearner learner, int m, int bucket, double unit) {
    double part = constants.judgedContexts();
    if (learner.cells == null || learner.fleet == null || part == 0) {
      return;
    }
    ModelEvidence models = learner.models;
    double excess = part * learner.fleet.excess(learner.cells.owner[bucket], m);
    models.judgedPlaced[m] = learner.precision.round(models.judgedPlaced[m] + part * unit);
    models.judgedExcess[m] = learner.precision.round(models.judgedExcess[m] + excess * unit);
  }

  /** Not more than there is: the cell may have been cut down since. */
  private static double taken(SuretyLearner learner, int bucket, int m, double weight) {
    TagCells cells = learner.cells;
    return cells == null ? weight : Math.min(weight, cells.weight[cell(cells, bucket, m)]);
  }

  private static void judgedBy(double[] counts, SuretyLearner learner, int m, double more) {
    counts[m] = learner.precision.round(Math.max(0, counts[m] + more));
  }

  /**
   * A user has spoken of an answer that the judge had judged, and whose word was withdrawn: the
   * user's stands in its place, as a correction does, without a step of the detector.
   */
  void overruled(SuretyState state, int m, int bucket, double word, Outcome said) {
    SuretyLearner learner = state.learner;
    bump(state, m, said);
    ReportingBias.count(learner, m, said, false);
    double weight = ReportingBias.cellWeight(learner, false);
    double satisfied = weight * ReportingBias.surrogate(learner, said, false);
    learnCell(state, m, bucket, satisfied, weight);
    double judged = learner.judge.gap(m) * learner.judge.gap(m);
    double more = satisfied - judged * learner.judge.surrogate(m, word);
    state.teach(m, bucket, more, Math.max(0, weight - judged));
    corrected(state);
  }

  /** A user and the judge have spoken of one answer, or ({@code -1}) it was another pair. */
  void paired(SuretyState state, int m, int bucket, double said, double word, int count) {
    SuretyLearner learner = state.learner;
    learner.pairsSatisfied = Math.max(0, learner.pairsSatisfied + count * said);
    learner.pairsDissatisfied = Math.max(0, learner.pairsDissatisfied + count * (1 - said));
    double agreed = learner.agreedSatisfied + count * said * word;
    learner.agreedSatisfied = SatisfactionRates.clip(agreed, 0, learner.pairsSatisfied);
    double errors = learner.errorsDissatisfied + count * (1 - said) * word;
    learner.errorsDissatisfied = SatisfactionRates.clip(errors, 0, learner.pairsDissatisfied);
    state.teachPair(m, bucket, said, word, count);
    state.viewJudge();
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

  /** What the change detector expects of an answer. */
  private static double expected(SuretyLearner learner, int bucket, int m) {
    TagCells cells = learner.cells;
    return cells == null
        ? learner.models.rate[m]
        : SatisfactionRates.clip(cells.fitted[cell(cells, bucket, m)], 0.02, 0.98);
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
