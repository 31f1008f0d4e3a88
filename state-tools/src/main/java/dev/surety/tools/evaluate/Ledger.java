package dev.surety.tools.evaluate;

import java.util.OptionalLong;

/** The truth about one run, kept beside the router: it sees every answer's quality and price. */
final class Ledger {

  /** How near to its target a running satisfaction counts as there. */
  static final double NEAR = 0.01;

  private static final double ROUNDING = 1e-9;

  final Curve curve;
  final Recovery recovery;
  final long[] answers;

  /**
   * Judgements by model, of answers not shown too, that speak for all answers: where satisfied and
   * dissatisfied users speak at unequal rates only those that were asked for.
   */
  final long[] judgements;

  /** Sum of what they said. */
  final double[] judgedSatisfied;

  long requests;
  double satisfied;
  double costUsd;
  double exploredCostUsd;
  long explored;

  /** Requests whose shown answer was judged. */
  long labels;

  double worstDeficit;
  double endQueue;

  private final double target;
  private boolean exploring;
  private long lastBelow;

  Ledger(double target, int models, int horizon) {
    this.target = target;
    answers = new long[models];
    judgements = new long[models];
    judgedSatisfied = new double[models];
    curve = new Curve(horizon, models);
    recovery = new Recovery(target);
  }

  /** The answer that was shown. */
  void served(int model, double quality, double usd, boolean byChance) {
    requests++;
    answers[model]++;
    satisfied += quality;
    recovery.observe(quality);
    costUsd += usd;
    exploring = byChance;
    explored += byChance ? 1 : 0;
    exploredCostUsd += byChance ? usd : 0;
    worstDeficit = Math.max(worstDeficit, target * requests - satisfied);
    if (satisfied < (target - NEAR) * requests - ROUNDING) {
      lastBelow = requests;
    }
  }

  /** A judgement that speaks for all answers of its model. */
  void judged(int model, double quality) {
    judgements[model]++;
    judgedSatisfied[model] += quality;
  }

  /** A further answer to the same request, queried to learn. */
  void queried(double usd) {
    costUsd += usd;
    exploredCostUsd += exploring ? usd : 0;
  }

  void observe(double queue) {
    if (curve.due(requests)) {
      curve.add(requests, satisfied, queue, answers);
    }
  }

  double satisfaction() {
    return satisfied / requests;
  }

  /**
   * The first request after which the running satisfaction stays at {@code target - 0.01} or above
   * until the end; empty if the last one is still below.
   */
  OptionalLong requestsUntilFloor() {
    return lastBelow == requests ? OptionalLong.empty() : OptionalLong.of(lastBelow + 1);
  }

  double labelShare() {
    return (double) labels / requests;
  }
}
