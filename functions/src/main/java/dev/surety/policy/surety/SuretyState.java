package dev.surety.policy.surety;

import dev.surety.policy.Belief;
import dev.surety.policy.ModelNames;
import dev.surety.policy.RoutingPolicy.Mark;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.Lesson;

/**
 * One tenant's whole state. The account changes with every call of {@link SuretyAlgorithm}; the
 * learner is only to be stored again when {@link #takeLearnerChange()} says so.
 */
final class SuretyState {
  /** A power of two, so that multiplying counts with it rounds nothing. */
  private static final double RENORMAL = 0x1p-64;

  final SuretyAccount account;
  final SuretyLearner learner;
  private boolean learnerChanged;

  /** The version of the fleet's prior that is in force, or {@code null}. */
  FleetPrior version;

  ModelNames names = ModelNames.NONE;

  /** Whether what is learned is the fleet's to know. */
  boolean gives;

  SuretyState(SuretyAccount account, SuretyLearner learner) {
    this.account = account;
    this.learner = learner;
  }

  /** The part that changes with every decision. */
  public SuretyAccount account() {
    return account;
  }

  /** The part that changes when something is learned. */
  public SuretyLearner learner() {
    return learner;
  }

  /** Looks at the version in force anew: it, the models or the promise have changed. */
  void view(SuretyConstants constants) {
    learner.fleet = version == null ? null : FleetView.of(version, names, learner, constants);
    viewJudge();
  }

  /** Reckons anew how often the judge errs: a pair of words has come, or what it rests on. */
  void viewJudge() {
    learner.judge =
        learner.judgeAccuracy > 0 ? JudgeError.of(learner, version, learner.fleet) : null;
  }

  /** Whether what the learner has seen of a version is the one in force, and of all models. */
  boolean isViewed() {
    FleetView seen = learner.fleet;
    JudgeError judge = learner.judge;
    boolean judged =
        judge == null ? learner.judgeAccuracy == 0 : judge.isOf(version, learner.modelCount());
    if (!judged) {
      return false;
    }
    return version == null
        ? seen == null
        : seen != null && seen.version == version && seen.mean.length == learner.modelCount();
  }

  /** Leaves what was learned of an answer for the fleet. */
  void teach(int model, int bucket, double satisfied, double weight) {
    if (gives) {
      TagCells cells = learner.cells;
      learner.teach(
          new Lesson(
              names.name(model),
              learner.models.logCost[model],
              cells == null ? Lesson.OTHER : cells.owner[bucket],
              satisfied,
              weight,
              cells == null ? account.requests : account.arrivals[bucket]));
    }
  }

  /**
   * Leaves for the fleet that a user and the judge have spoken of one answer.
   *
   * @param count 1, or -1 where it turned out otherwise
   */
  void teachPair(int model, int bucket, double said, double judged, int count) {
    if (gives) {
      TagCells cells = learner.cells;
      learner.teach(
          new Lesson(
              names.name(model),
              learner.models.logCost[model],
              cells == null ? Lesson.OTHER : cells.owner[bucket],
              0,
              0,
              cells == null ? account.requests : account.arrivals[bucket],
              new Lesson.Pair(said, judged, count)));
    }
  }

  /** [L.U + L.D] Judgements of a model, faded. */
  public double labels(int model) {
    return (learner.models.ups[model] + learner.models.downs[model]) * account.scale;
  }

  /**
   * Whether the learner has changed since the last call of this method, so that it has to be stored
   * now. Call it once an event, when the event is done.
   */
  public boolean takeLearnerChange() {
    boolean changed = learnerChanged;
    learnerChanged = false;
    return changed;
  }

  void learnerChanged() {
    learnerChanged = true;
  }

  /**
   * Keeps stored counts within the range of a 4-byte number. Due once in 44 windows: only then does
   * a decision change the learner.
   */
  void renormalize() {
    if (account.scale >= RENORMAL) {
      return;
    }
    for (double[] column : learner.models.scaledColumns()) {
      shrink(column);
      // What has faded below a 4-byte number is none in memory either.
      for (int m = 0; m < column.length; m++) {
        column[m] = learner.precision.round(column[m]);
      }
    }
    shrink(account.served);
    shrink(account.servedSince);
    if (account.deviation != null) {
      shrink(account.deviation);
    }
    for (int b = 0; b < account.traffic.length; b++) {
      account.traffic[b] *= (float) RENORMAL;
    }
    account.scale /= RENORMAL;
    learner.ratedScale /= RENORMAL;
    learnerChanged();
  }

  /** What is believed of the model in a slot. */
  Belief belief(int slot) {
    return slot < learner.modelCount()
        ? new Belief(learner.satisfaction(slot), Math.sqrt(learner.variance(slot)), labels(slot))
        : Belief.NONE;
  }

  /** The scale of an earlier moment, as if counts had not been brought into range since. */
  double scaleOf(Mark then) {
    double scale = then.scale() > 0 ? then.scale() : account.scale;
    while (scale < account.scale) {
      scale /= RENORMAL; // it only falls but for that
    }
    return scale;
  }

  private static void shrink(double[] counts) {
    for (int m = 0; m < counts.length; m++) {
      counts[m] *= RENORMAL;
    }
  }
}
