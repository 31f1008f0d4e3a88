package dev.surety.demo.traffic;

import dev.surety.lab.data.RoutingRow;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The users behind the requests: who gives feedback, after which delay, and what they think. All of
 * it follows from the seed, the request id and the model that answered, so that a ledger can be
 * computed again from the topics alone.
 *
 * <p>Whether a user speaks up doesn't depend on the model except through satisfaction: one coin a
 * request. Delays are exponential about their mean and cut at ten times that, so that no run waits
 * for ever.
 *
 * @param rates how likely users speak up
 * @param meanDelay mean time until they do; zero for at once
 * @param graded whether the data has qualities between 0 and 1, so that users send a score
 * @param seed decides what is left to chance
 */
public record Users(ReportingRates rates, Duration meanDelay, boolean graded, long seed) {

  private static final double SATISFYING_QUALITY = 0.5;
  private static final double LONGEST_DELAY = 10; // times the mean

  public Users {
    if (meanDelay.isNegative()) {
      throw new IllegalArgumentException("the feedback delay can't be negative: " + meanDelay);
    }
  }

  /** Whether this model's answer satisfies: quality of at least 0.5. */
  public static boolean satisfied(RoutingRow row, int model) {
    return row.quality(model) >= SATISFYING_QUALITY;
  }

  /** The true outcome to hold against the target: the quality of graded data, else 1 or 0. */
  public double satisfaction(RoutingRow row, int model) {
    return graded ? row.quality(model) : satisfied(row, model) ? 1 : 0;
  }

  /** What this user says of the answer of {@code model}; empty if nothing. */
  public Optional<UserFeedback> feedback(String requestId, RoutingRow row, int model) {
    boolean satisfied = satisfied(row, model);
    double rate = satisfied ? rates.satisfied() : rates.dissatisfied();
    if (TrafficChance.uniform(seed, requestId, "feedback") >= rate) {
      return Optional.empty();
    }
    OptionalDouble score = graded ? OptionalDouble.of(row.quality(model)) : OptionalDouble.empty();
    return Optional.of(new UserFeedback(satisfied, score, delay(requestId)));
  }

  /** No feedback comes later than this after the answer. */
  public Duration longestDelay() {
    return times(LONGEST_DELAY);
  }

  private Duration delay(String requestId) {
    double exponential = -Math.log1p(-TrafficChance.uniform(seed, requestId, "delay"));
    return times(Math.min(exponential, LONGEST_DELAY));
  }

  private Duration times(double factor) {
    return Duration.ofNanos((long) (meanDelay.toNanos() * factor));
  }
}
