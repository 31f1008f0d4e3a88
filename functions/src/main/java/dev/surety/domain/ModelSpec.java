package dev.surety.domain;

/**
 * One version of a model of the pool, as a {@code model} control record states it.
 *
 * @param provider who serves it, or {@code null}
 * @param inputUsdPerMtok USD for a million input tokens, finite and not negative
 * @param outputUsdPerMtok USD for a million output tokens, finite and not negative
 * @param contextWindow tokens, or {@link RoutingRequest#UNKNOWN}
 * @param effectiveAt epoch milliseconds from which it counts; {@link Long#MIN_VALUE} means always
 * @param confirmed an implausible price counts only when this is set
 */
public record ModelSpec(
    String name,
    long version,
    String provider,
    double inputUsdPerMtok,
    double outputUsdPerMtok,
    int contextWindow,
    Status status,
    long effectiveAt,
    boolean confirmed) {

  /** Only an active model gets new requests; a draining one still gets its feedback. */
  public enum Status {
    ACTIVE,
    DRAINING,
    DOWN
  }

  /** Cost in USD of an answer that takes this many tokens. */
  public double costUsd(double inputTokens, double outputTokens) {
    return (inputTokens * inputUsdPerMtok + outputTokens * outputUsdPerMtok) / 1e6;
  }
}
