package dev.surety.domain;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request that wants a model. Absent texts are {@code null}, absent counts {@link #UNKNOWN},
 * absent collections empty.
 *
 * @param requestId chosen by the gateway, unique within the feedback window
 * @param time epoch milliseconds
 * @param prompt the text itself; dropped after featurizing unless prompts are journaled
 * @param promptChars length of the prompt, or {@link #UNKNOWN}
 * @param features what the router sees of the prompt or of a supplied embedding
 * @param inputTokens as counted by the gateway
 * @param maxOutputTokens the limit it will pass on
 * @param candidates allow-list of model names; empty allows every model of the pool
 * @param pinnedModel the model the user insists on
 * @param incumbent what would have answered without the router (shadow mode)
 * @param tag task, domain or route name: the best context there is
 */
public record RoutingRequest(
    String requestId,
    TenantTier key,
    long time,
    String prompt,
    int promptChars,
    Features features,
    int inputTokens,
    int maxOutputTokens,
    List<String> candidates,
    String pinnedModel,
    String incumbent,
    String conversationId,
    String tag,
    Map<String, String> attributes)
    implements TenantEvent {

  public static final int UNKNOWN = -1;

  public RoutingRequest {
    candidates = List.copyOf(candidates);
    // In the order of their names: the order of Map.copyOf differs from one JVM to the next.
    attributes =
        attributes.isEmpty()
            ? Map.of()
            : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** A request of which nothing is known but who asks and when. */
  public static RoutingRequest of(String requestId, TenantTier key, long time) {
    return new RoutingRequest(
        requestId,
        key,
        time,
        null,
        UNKNOWN,
        Features.NONE,
        UNKNOWN,
        UNKNOWN,
        List.of(),
        null,
        null,
        null,
        null,
        Map.of());
  }

  @Override
  public RoutingRequest at(long newTime) {
    return new RoutingRequest(
        requestId,
        key,
        newTime,
        prompt,
        promptChars,
        features,
        inputTokens,
        maxOutputTokens,
        candidates,
        pinnedModel,
        incumbent,
        conversationId,
        tag,
        attributes);
  }

  /**
   * The same request as ROUTE sees it: with its features, and with the prompt only if it is kept.
   */
  public RoutingRequest featurized(Features seen, boolean keepPrompt) {
    return new RoutingRequest(
        requestId,
        key,
        time,
        keepPrompt ? prompt : null,
        promptChars,
        seen,
        inputTokens,
        maxOutputTokens,
        candidates,
        pinnedModel,
        incumbent,
        conversationId,
        tag,
        attributes);
  }
}
