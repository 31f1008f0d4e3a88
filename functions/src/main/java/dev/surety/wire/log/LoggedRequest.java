package dev.surety.wire.log;

import java.util.SortedMap;

/**
 * One request of a log: which model answered, what that took, and what somebody thought of it.
 *
 * @param id stable; unique in its log
 * @param at when it was asked, epoch milliseconds; {@link Long#MIN_VALUE} if not known
 * @param tenant the customer, as promises name customers
 * @param tier the service level, as promises name levels
 * @param tag kind of request, or {@code null}
 * @param model that answered, by the name of the pool where it could be told
 * @param inputTokens of the whole input; {@link #UNKNOWN} if not known
 * @param outputTokens of the answer; {@link #UNKNOWN} if not known
 * @param costUsd US dollars that were paid for the answer; {@link Double#NaN} if not known
 * @param label what it was worth to its user, 0 to 1; {@link Double#NaN} if nobody said
 * @param propensity probability with which this model was chosen, above 0 and at most 1; {@link
 *     Double#NaN} if the choice was not left to chance, or nobody knows
 * @param propensities of all models that could have been chosen, this one included; {@code null} if
 *     only that of the model that answered is known
 * @param random whether the model was drawn, each with the same probability
 */
public record LoggedRequest(
    String id,
    long at,
    String tenant,
    String tier,
    String tag,
    String model,
    long inputTokens,
    long outputTokens,
    double costUsd,
    double label,
    double propensity,
    SortedMap<String, Double> propensities,
    boolean random) {

  /** A count of tokens that nobody knows. */
  public static final long UNKNOWN = -1;

  /** The tenant and the tier of a request where the log has none. */
  public static final String DEFAULT = "default";

  /** Whether somebody said what it was worth. */
  public boolean isLabelled() {
    return !Double.isNaN(label);
  }

  /** Whether chance had a part in the choice, and which is known. */
  public boolean isByChance() {
    return random || !Double.isNaN(propensity);
  }
}
