package dev.surety.client;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;

/** Which models a request lets answer, and which of them does when no decision comes in time. */
final class Wishes {

  private Wishes() {}

  /**
   * Whether the request names the model. A client knows no aliases: one that checks its decisions,
   * as this does, asks by the names of the pool, which decisions name.
   */
  static boolean allow(RoutingRequest request, String model) {
    return request.pinnedModel() != null
        ? request.pinnedModel().equals(model)
        : request.candidates().isEmpty() || request.candidates().contains(model);
  }

  /**
   * What the user insists on; while the tenant is only observed, or nothing is known of it, what
   * would have answered without the router; else the first of the standing that the request allows,
   * and of those that it allows the first where the standing has none of them.
   *
   * @param standing the newest of the key, or {@code null}
   * @param lastResort where nothing else is known
   */
  static String withoutDecision(RoutingRequest request, Standing standing, String lastResort) {
    if (request.pinnedModel() != null) {
      return request.pinnedModel();
    }
    boolean observed = standing == null || standing.mode() == SlaPolicy.Mode.OBSERVE;
    if (request.incumbent() != null && observed) {
      return request.incumbent();
    }
    if (standing != null) {
      if (standing.best() != null && allow(request, standing.best())) {
        return standing.best();
      }
      for (String fallback : standing.fallbacks()) {
        if (allow(request, fallback)) {
          return fallback;
        }
      }
    }
    if (allow(request, lastResort)) {
      return lastResort;
    }
    for (String candidate : request.candidates()) {
      if (standing == null || !standing.failing().contains(candidate)) {
        return candidate;
      }
    }
    return request.candidates().get(0);
  }
}
