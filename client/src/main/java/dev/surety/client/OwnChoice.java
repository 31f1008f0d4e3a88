package dev.surety.client;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who answers a request whose decision is only observed: whoever would without the router. The
 * tenant is not moved by being watched, whether the decision comes in time or not.
 */
final class OwnChoice {

  private OwnChoice() {}

  /**
   * What the user insists on, else the incumbent that the request names; else the one of the
   * tenant's standing, and behind it what the gateway falls back on. The router's own choice comes
   * last: it is taken by a gateway alone that knows no other model.
   *
   * @param standing the newest that is known, or {@code null}
   * @param routers the model that the router would have answered by
   * @return models to try, best first; never empty
   */
  static List<String> models(
      RoutingRequest request, Standing standing, Fallback fallback, String routers) {
    if (request.pinnedModel() != null) {
      return List.of(request.pinnedModel());
    }
    if (request.incumbent() != null) {
      return List.of(request.incumbent());
    }
    // One that says otherwise is of a time before the decision: its best is the router's choice.
    boolean told = standing != null && standing.mode() == SlaPolicy.Mode.OBSERVE;
    Set<String> models = new LinkedHashSet<>();
    if (told && standing.incumbent() != null && mayAnswer(request, standing)) {
      models.add(standing.incumbent());
    }
    models.addAll(fallback.models(request, told ? standing : null));
    models.add(routers);
    return List.copyOf(models);
  }

  private static boolean mayAnswer(RoutingRequest request, Standing standing) {
    String incumbent = standing.incumbent();
    return Wishes.allow(request, incumbent)
        && !standing.down().contains(incumbent)
        && !standing.draining().contains(incumbent);
  }
}
