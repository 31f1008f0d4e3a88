package dev.surety.gateway.route;

import dev.surety.client.Fallback;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.engine.ContextNeed;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What answers without a decision: what the request insists on; else the standing's models, as far
 * as the request allows them, then what the operator named, then what else it allows; and where
 * nothing is known of the tenant, not everything that this door serves but what the operator named
 * alone. It comes before the router's models for tenants who are only observed. What the control
 * topic says of models holds here, too: one that is not active, or whose context is too short, is
 * left out where another may answer. One that lacks what the request requires, or that the tenant's
 * promise does not allow, is left out in any case.
 */
final class StandingOrDefault implements Fallback {

  private final Fallback byStanding;
  private final List<String> defaults;
  private final Supplier<Map<String, ModelSpec>> pool;
  private final Function<TenantTier, SlaLimits> limits;

  StandingOrDefault(
      List<String> defaults,
      Supplier<Map<String, ModelSpec>> pool,
      Function<TenantTier, SlaLimits> limits) {
    this.pool = pool;
    this.limits = limits;
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
    SlaLimits promised = limits.apply(request.key());
    // An observed tenant's incumbent is the tenant's own choice.
    List<String> able =
        models.stream()
            .filter(
                model ->
                    model.equals(request.incumbent())
                        || may(request, model, known.get(model), promised))
            .toList();
    List<String> fit = able.stream().filter(model -> fits(request, known.get(model))).toList();
    return fit.isEmpty() ? able : fit;
  }

  /** Of a model that no record speaks of a promise with limits knows too little. */
  private static boolean may(
      RoutingRequest request, String name, ModelSpec model, SlaLimits promised) {
    ModelSpec told = model == null ? ModelSpec.builder(name, 0).build() : model;
    return promised.allow(told) && told.offer().has(request.require());
  }

  private static boolean fits(RoutingRequest request, ModelSpec model) {
    return model == null
        || model.status() == ModelSpec.Status.ACTIVE
            && request.maxOutputTokens() <= model.offer().longestAnswer()
            && (model.contextWindow() < 0 || ContextNeed.atLeast(request) <= model.contextWindow());
  }
}
