package dev.surety.lab.data;

import dev.surety.domain.Features;
import java.util.stream.IntStream;

/**
 * One request and what each model would have made of it.
 *
 * <p>The arrays are in pool order and belong to the data: read them, never write to them. They are
 * not copied because a run reads every row many times.
 *
 * @param id stable and unique within the data
 * @param domain subject or benchmark
 * @param prompt the question, perhaps cut
 * @param promptChars length of the question before the cut
 * @param inputTokens tokens of the whole input
 * @param quality quality of each model's answer, 0..1
 * @param costUsd cost of each model's answer, USD for this request
 * @param outputTokens output tokens of each model's answer
 * @param latencySeconds seconds each model took; null if the data doesn't say
 * @param embedding of the prompt, as a client would send it; null if the data has none
 */
public record RoutingRow(
    String id,
    String domain,
    String prompt,
    int promptChars,
    int inputTokens,
    double[] quality,
    double[] costUsd,
    int[] outputTokens,
    double[] latencySeconds,
    float[] embedding) {

  /** A row without an embedding. */
  public RoutingRow(
      String id,
      String domain,
      String prompt,
      int promptChars,
      int inputTokens,
      double[] quality,
      double[] costUsd,
      int[] outputTokens,
      double[] latencySeconds) {
    this(
        id,
        domain,
        prompt,
        promptChars,
        inputTokens,
        quality,
        costUsd,
        outputTokens,
        latencySeconds,
        null);
  }

  /** What a request brings of this row besides its prompt: the embedding, if there is one. */
  public Features features() {
    return embedding == null
        ? Features.NONE
        : new Features(IntStream.range(0, embedding.length).toArray(), embedding);
  }

  /** Quality of this model's answer, 0..1. */
  public double quality(int model) {
    return quality[model];
  }

  /** Cost of this model's answer at the data's own price, USD. */
  public double costUsd(int model) {
    return costUsd[model];
  }

  /**
   * Cost of this model's answer if the price was another one, USD: the recorded cost, scaled by
   * what the same tokens cost at both prices. It equals {@link #costUsd(int)} exactly for the same
   * price, also where the recorded cost isn't tokens times price.
   *
   * @param recorded the price that the data's cost stands for
   * @param inForce the price to charge
   */
  public double costUsd(int model, Price recorded, Price inForce) {
    if (recorded.equals(inForce)) {
      return costUsd[model];
    }
    double before = recorded.costUsd(inputTokens, outputTokens[model]);
    double after = inForce.costUsd(inputTokens, outputTokens[model]);
    return before > 0 ? costUsd[model] * (after / before) : after;
  }

  /** Output tokens of this model's answer. */
  public int outputTokens(int model) {
    return outputTokens[model];
  }

  /** Whether the data says how long the models took. */
  public boolean hasLatency() {
    return latencySeconds != null;
  }
}
