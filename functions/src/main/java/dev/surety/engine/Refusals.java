package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.policy.Policies;
import java.util.Locale;

/** Why no model is named for a request, in words that say how to mend it. */
final class Refusals {

  private Refusals() {}

  static Effects noSla(TenantTier key) {
    return Effects.rejected(
        Reason.NO_SLA,
        "no SLA matches " + key + "; publish an sla record for it on the control topic");
  }

  static Effects noArtefact(TenantConfig config) {
    return Effects.rejected(
        Reason.NO_ARTEFACT,
        "policy "
            + config.policy().name()
            + " needs "
            + Policies.artefacts(config.sla())
            + ", which is not there; publish it on the control topic, or name another policy");
  }

  static Effects noModels(RoutingRequest request, TenantConfig config) {
    return Effects.rejected(
        Reason.NO_MODELS,
        config.models().isEmpty()
            ? "the pool is empty; publish model records on the control topic"
            : "none of the pool's "
                + config.models().size()
                + " models may answer: it must be active, long enough in context for "
                + ContextNeed.prompt(request)
                + " tokens of prompt and the answer"
                + (request.pinnedModel() != null ? pinned(request.pinnedModel(), config) : "")
                + (request.candidates().isEmpty() || request.pinnedModel() != null
                    ? ""
                    : ", and be among " + request.candidates()));
  }

  private static String pinned(String name, TenantConfig config) {
    String what = "is not in the pool";
    for (ModelSpec model : config.models()) {
      if (model.name().equals(name)) {
        what =
            model.status() == ModelSpec.Status.ACTIVE
                ? "has a context of " + model.contextWindow() + " tokens"
                : "is " + model.status().name().toLowerCase(Locale.ROOT);
      }
    }
    return ", and be the pinned " + name + ", which " + what;
  }
}
