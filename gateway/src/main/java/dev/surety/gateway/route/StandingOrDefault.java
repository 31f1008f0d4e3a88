package dev.surety.gateway.route;

import dev.surety.client.Fallback;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Standing;
import java.util.List;

/**
 * What answers without a decision: what the request insists on; else the standing's models, as far
 * as the request allows them, then what the operator named, then what else it allows; and where
 * nothing is known of the tenant, not everything that this door serves but what the operator named
 * alone. It comes before the router's models for tenants who are only observed.
 */
final class StandingOrDefault implements Fallback {

  private final Fallback byStanding;
  private final List<String> defaults;

  StandingOrDefault(List<String> defaults) {
    this.defaults = defaults;
    byStanding = Fallback.byStandingOr(defaults);
  }

  @Override
  public List<String> models(RoutingRequest request, Standing standing) {
    if (standing != null || request.pinnedModel() != null || request.incumbent() != null) {
      return byStanding.models(request, standing);
    }
    return defaults.stream()
        .filter(model -> request.candidates().isEmpty() || request.candidates().contains(model))
        .toList();
  }
}
