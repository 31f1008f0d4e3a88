package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.Requirement;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which models of a pool are no candidates for a request, and the first {@link Requirement} that
 * each fails: from request and configuration alone, as {@link ActiveModels} decides it. For people
 * and for counting; a request that somebody can serve never asks for it.
 */
public final class Exclusions {

  /**
   * One model that may not answer.
   *
   * @param requirement the first that it fails
   * @param why in words that follow its name
   */
  public record Excluded(String model, Requirement requirement, String why) {}

  private Exclusions() {}

  /** The models that may not answer, in the order of the pool. */
  public static List<Excluded> of(RoutingRequest request, TenantConfig config) {
    List<Excluded> excluded = new ArrayList<>();
    for (ModelSpec model : config.models()) {
      Requirement requirement = failed(request, config, model);
      if (requirement != null) {
        String why = why(request, config.sla().limits(), model, requirement);
        excluded.add(new Excluded(model.name(), requirement, why));
      }
    }
    return Collections.unmodifiableList(excluded);
  }

  /**
   * The requirement that nobody met of those who met all before it; of a pool without models none.
   */
  static Requirement last(List<Excluded> excluded) {
    return excluded.stream().map(Excluded::requirement).max(Requirement::compareTo).orElse(null);
  }

  private static Requirement failed(RoutingRequest request, TenantConfig config, ModelSpec model) {
    if (!config.active().allows(request, model.name())) {
      return request.pinnedModel() == null ? Requirement.CANDIDATES : Requirement.PINNED_MODEL;
    }
    Requirement promised = config.sla().limits().broken(model);
    if (promised != null) {
      return promised;
    }
    return model.status() == ModelSpec.Status.ACTIVE
        ? ActiveModels.lacking(request, model, config.policy().usualAnswer(model.name()))
        : Requirement.STATUS;
  }

  private static String why(
      RoutingRequest request, SlaLimits limits, ModelSpec model, Requirement requirement) {
    return switch (requirement) {
      case PINNED_MODEL -> "is not the pinned " + request.pinnedModel();
      case CANDIDATES -> "is not among the request's candidates";
      case DENY -> "is denied by the SLA (deny: " + listed(limits.deny()) + ")";
      case PROVIDERS ->
          (model.provider() == null ? "tells no provider" : "is of " + model.provider())
              + ", and the SLA allows "
              + listed(limits.providers());
      case REGIONS ->
          (model.offer().regions() == null
                  ? "tells no regions"
                  : "runs in " + listed(model.offer().regions()))
              + ", and the SLA allows "
              + listed(limits.regions());
      case STATUS -> "is " + model.status().word();
      case CAPABILITIES -> "lacks " + listed(model.offer().lacking(request.require()));
      case MAX_OUTPUT -> "answers with %d tokens at most".formatted(model.offer().maxOutput());
      case CONTEXT_WINDOW -> "has a context of %d tokens".formatted(model.contextWindow());
    };
  }

  static String listed(List<String> names) {
    return String.join(", ", names);
  }
}
