package dev.surety.wire.state;

import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.LifetimeMeans;
import java.io.DataInput;
import java.io.IOException;

/**
 * What layouts 1 and 2 of {@link LearnerCodec} knew of tokens and money: sums over the key's life.
 */
final class LifetimeUsage {

  /** How a layout stands its numbers. */
  interface Numbers {
    double number(DataInput in) throws IOException;

    long count(DataInput in) throws IOException;
  }

  private final double[] inputTokens = new double[1];
  private final double[] requests = new double[1];
  private final double[] outputTokens;
  private final double[] answers;
  private final double[] ratios;
  private final double[] paid;

  LifetimeUsage(double inputTokens, long requests, int slots) {
    this.inputTokens[0] = inputTokens;
    this.requests[0] = requests;
    outputTokens = new double[slots];
    answers = new double[slots];
    ratios = new double[slots];
    paid = new double[slots];
  }

  /** Reads what is there by slot. */
  CostEstimator read(boolean withPaid, Numbers layout, DataInput in) throws IOException {
    for (int slot = 0; slot < outputTokens.length; slot++) {
      outputTokens[slot] = layout.number(in);
      answers[slot] = layout.count(in);
      if (withPaid) {
        ratios[slot] = layout.number(in);
        paid[slot] = layout.count(in);
      }
    }
    CostEstimator costs = new CostEstimator();
    LifetimeMeans.takeOver(inputTokens, requests, costs.inputTokens);
    LifetimeMeans.takeOver(outputTokens, answers, costs.outputTokens);
    LifetimeMeans.takeOver(ratios, paid, costs.paidRatio);
    return costs;
  }
}
