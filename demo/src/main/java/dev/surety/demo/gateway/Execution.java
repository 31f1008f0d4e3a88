package dev.surety.demo.gateway;

import dev.surety.domain.Decision;
import java.util.List;

/**
 * What the gateway did with one request.
 *
 * @param requestId of the request
 * @param decision the first one that came, or {@code null} if none came in time
 * @param model the model that answers the user
 * @param alsoQuery models to query besides; their answers are not shown
 * @param latencyNanos from sending the request to having the decision, or until the time-out
 */
public record Execution(
    String requestId, Decision decision, String model, List<String> alsoQuery, long latencyNanos) {

  /** Whether the gateway had to choose by itself. */
  public boolean timedOut() {
    return decision == null;
  }

  /** What feedback has to quote: the decision executed, or {@code null}. */
  public String decisionId() {
    return decision == null ? null : decision.decisionId();
  }
}
