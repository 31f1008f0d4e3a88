package dev.surety.client;

import dev.surety.domain.Decision;
import dev.surety.domain.Refusal;
import java.util.List;

/**
 * What the gateway did with one request.
 *
 * @param requestId of the request
 * @param decision the first one that came, or {@code null} if none came in time
 * @param refusal why there is no decision and will be none, or {@code null}
 * @param model the model that answers the user, or {@code null} if none may
 * @param alsoQuery models to query besides; their answers are not shown
 * @param latencyNanos from sending the request to having the router's answer, or until the time-out
 */
public record Execution(
    String requestId,
    Decision decision,
    Refusal refusal,
    String model,
    List<String> alsoQuery,
    long latencyNanos) {

  /** Whether the gateway had to choose by itself. */
  public boolean timedOut() {
    return decision == null && refusal == null;
  }

  /** Whether the router said that no model answers: it is for the caller to mend the request. */
  public boolean refused() {
    return refusal != null;
  }

  /** What feedback has to quote: the decision executed, or {@code null}. */
  public String decisionId() {
    return decision == null ? null : decision.decisionId();
  }
}
