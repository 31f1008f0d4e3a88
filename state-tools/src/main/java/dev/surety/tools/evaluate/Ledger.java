package dev.surety.tools.evaluate;

/** The truth about one run, kept beside the router: it sees every answer's quality and price. */
final class Ledger {

  final Curve curve;
  final Recovery recovery;
  final long[] answers;
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

  Ledger(double target, int models, int horizon) {
    this.target = target;
    answers = new long[models];
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

  double labelShare() {
    return (double) labels / requests;
  }
}
