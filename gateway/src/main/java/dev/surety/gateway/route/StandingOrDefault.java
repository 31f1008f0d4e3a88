package dev.surety.gateway.route;

import dev.surety.client.Fallback;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Standing;
import dev.surety.engine.ContextNeed;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What answers without a decision: what the request insists on; else the standing's models, as far
 * as the request allows them, then what the operator named, then what else it allows; and where
 * nothing is known of the tenant, not everything that this door serves but what the operator named
 * alone. It comes before the router's models for tenants who are only observed. What the control
 * topic says of models holds here, too: one that is not active, or whose context is too short, is
 * left out where another may answer.
 */
final class StandingOrDefault implements Fallback {

  private final Fallback byStanding;
  private final List<String> defaults;
  private final Supplier<Map<String, ModelSpec>> pool;

  StandingOrDefault(List<String> defaults, Supplier<Map<String, ModelSpec>> pool) {
    this.pool = pool;
    this.defaults = defaults;
    byStanding = Fallback.byStandingOr(defaults);
  }

  @Override
  public List<String> models(RoutingRequest request, Standing standing) {
    if (standing != null || request.pinnedModel() != null || request.incumbent() != null) {
      return fitting(request, byStanding.models(request, standing));
    }
    return fitting(
        request,
        defaults.stream()
            .filter(model -> request.candidates().isEmpty() || request.candidates().contains(model))
            .toList());
  }

  private List<String> fitting(RoutingRequest request, List<String> models) {
    Map<String, ModelSpec> known = pool.get();
    List<String> fit = models.stream().filter(model -> fits(request, known.get(model))).toList();
    return fit.isEmpty() ? models : fit;
  }

  private static boolean fits(RoutingRequest request, ModelSpec model) {
    return model == null
        || model.status() == ModelSpec.Status.ACTIVE
            && (model.contextWindow() < 0 || ContextNeed.atLeast(request) <= model.contextWindow());
  }
}
