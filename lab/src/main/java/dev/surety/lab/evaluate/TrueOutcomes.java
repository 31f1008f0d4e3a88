package dev.surety.lab.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The truth about one run, kept beside the router: it sees every answer's quality and price. */
final class TrueOutcomes {

  /** How near to its target a running satisfaction counts as there. */
  static final double NEAR = 0.01;

  private static final double ROUNDING = 1e-9;

  final Curve curve;
  final PromiseRecovery recovery;
  final long[] answers;

  /**
   * Judgements by model, of answers not shown too, that speak for all answers: where satisfied and
   * dissatisfied users speak at unequal rates only those that were asked for.
   */
  final long[] judgements;

  /** Sum of what they said. */
  final double[] judgedSatisfied;

  long requests;

  /** Of them, those that no money was left for. */
  long refused;

  double satisfied;
  double costUsd;
  double exploredCostUsd;
  long explored;

  /** Answers that came after the deadline. */
  long late;

  /** Requests whose shown answer was judged. */
  long labels;

  /** Labels bought of a judge, and what they have cost; in no other account. */
  long bought;

  double judgeUsd;
  double worstDeficit;
  double endQueue;

  private final List<Promised> past = new ArrayList<>();
  private double target;
  private long partBegan;
  private double satisfiedBefore;
  private double promisedBefore;
  private double muSum;
  private long muCount;
  private boolean exploring;
  private long lastBelow;

  TrueOutcomes(double target, int models, int horizon) {
    this.target = target;
    answers = new long[models];
    judgements = new long[models];
    judgedSatisfied = new double[models];
    curve = new Curve(horizon, models);
    recovery = new PromiseRecovery(target);
  }

  /** Another target is in force from the next request on. */
  void promise(double next) {
    promisedBefore = promised();
    past.add(part());
    partBegan = requests;
    satisfiedBefore = satisfied;
    target = next;
  }

  /** Sum of the targets in force so far. */
  private double promised() {
    return promisedBefore + target * (requests - partBegan);
  }

  private Promised part() {
    return new Promised(target, requests - partBegan, satisfied - satisfiedBefore);
  }

  /** What was promised and delivered, part by part. */
  List<Promised> parts() {
    List<Promised> parts = new ArrayList<>(past);
    parts.add(part());
    return parts;
  }

  /** The mu that a decision was made with, or {@link Double#NaN}. */
  void mu(double value) {
    if (!Double.isNaN(value)) {
      muSum += value;
      muCount++;
    }
  }

  /** {@link Double#NaN} of a policy that has none. */
  double meanMu() {
    return muSum / muCount;
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
    worstDeficit = Math.max(worstDeficit, promised() - satisfied);
    if (satisfied < promised() - NEAR * requests - ROUNDING) {
      lastBelow = requests;
    }
  }

  /** Nobody answered: no money was left. */
  void refused() {
    requests++;
    refused++;
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

  /** A label that was bought. */
  void bought(double usd) {
    bought++;
    judgeUsd += usd;
  }

  void observe(double queue) {
    if (curve.due(requests)) {
      curve.add(requests, satisfied, promised(), queue, answers);
    }
  }

  /** What models and judge have cost together. */
  double allInUsd() {
    return costUsd + judgeUsd;
  }

  double boughtShare() {
    return (double) bought / requests;
  }

  double satisfaction() {
    return satisfied / requests;
  }

  /**
   * The first request after which the running satisfaction stays at {@code target - 0.01} or above
   * (the mean target so far, where it changes) until the end; empty if the last one is still below.
   */
  OptionalLong requestsUntilFloor() {
    return lastBelow == requests ? OptionalLong.empty() : OptionalLong.of(lastBelow + 1);
  }

  double labelShare() {
    return (double) labels / requests;
  }
}
