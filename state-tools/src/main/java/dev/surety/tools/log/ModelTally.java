package dev.surety.tools.log;

import dev.surety.estimator.Sample;
import dev.surety.estimator.TokenPrices;
import dev.surety.wire.log.LoggedRequest;

/** What a log has of one model. */
final class ModelTally {

  long requests;
  long priced;
  double costUsd;
  final Sample labels = new Sample();
  final TokenTally tokens = new TokenTally();
  final TokenPrices prices = new TokenPrices();

  void add(LoggedRequest request, String kind) {
    double cost = request.costUsd();
    double label = request.label();
    requests++;
    tokens.add(kind, request.inputTokens(), request.outputTokens());
    if (!Double.isNaN(cost) && request.inputTokens() >= 0 && request.outputTokens() >= 0) {
      prices.add(request.inputTokens(), request.outputTokens(), cost);
    }
    if (!Double.isNaN(cost)) {
      priced++;
      costUsd += cost;
    }
    if (!Double.isNaN(label)) {
      labels.judge(label);
    }
  }

  /** USD an answer, or NaN if no answer has a cost. */
  double meanCostUsd() {
    return priced == 0 ? Double.NaN : costUsd / priced;
  }
}
