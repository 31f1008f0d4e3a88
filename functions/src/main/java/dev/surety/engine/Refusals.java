package dev.surety.engine;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.Requirement;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Exclusions.Excluded;
import dev.surety.policy.Policies;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Why no model is named for a request, in words that say how to mend it. */
final class Refusals {

  private static final int MOST_NAMES = 10;

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

  /**
   * Of a key's own budget or, where that has money left, of the one that its tenant's tiers share.
   */
  static Effects budgetSpent(Account account, TenantConfig config, long clock) {
    BudgetTerms own = config.budget();
    return own != null
            && own.hard()
            && BudgetLimits.leftUsd(account, own, clock)
                <= BudgetLimits.mostUsd(account, config, clock)
        ? budgetSpent(own)
        : leaseSpent(config.sharedBudget(), clock);
  }

  private static Effects leaseSpent(TenantShare share, long clock) {
    String per = share.terms().per().name().toLowerCase(Locale.ROOT);
    return Effects.rejected(
        Reason.BUDGET_SPENT,
        "what is leased to this tier of the %s USD per %s that all tiers of the tenant share (%s USD so far%s) pays no model's answer, and the budget is hard; more is leased within seconds while there is any; wait for the next %s, or raise usd of the tenant_budget, or set its hard to false"
            .formatted(
                BigDecimal.valueOf(share.terms().usd()).stripTrailingZeros().toPlainString(),
                per,
                Double.toString(share.grantedUsd(clock)),
                share.isLeased(clock) ? "" : ", before the first lease of this window",
                per));
  }

  private static Effects budgetSpent(BudgetTerms budget) {
    return Effects.rejected(
        Reason.BUDGET_SPENT,
        "what is left of the %s USD per %s pays no model's answer, and the budget is hard; wait for the next %s, raise budget.usd, or set budget.hard to false"
            .formatted(
                BigDecimal.valueOf(budget.usd()).stripTrailingZeros().toPlainString(),
                budget.per().name().toLowerCase(Locale.ROOT),
                budget.per().name().toLowerCase(Locale.ROOT)));
  }

  static Effects noModels(RoutingRequest request, TenantConfig config) {
    List<Excluded> excluded = Exclusions.of(request, config);
    Requirement requirement = Exclusions.last(excluded);
    boolean declared =
        requirement != null
            && (requirement.isOfPromise()
                || requirement == Requirement.CAPABILITIES
                || requirement == Requirement.MAX_OUTPUT
                || excluded.stream().anyMatch(other -> other.requirement().isOfPromise()));
    boolean anythingDeclared =
        !request.require().isEmpty()
            || !config.sla().limits().equals(SlaLimits.NONE)
            || config.models().stream().anyMatch(model -> !model.offer().equals(ModelOffer.NONE));
    String detail = declared ? unmet(request, config, excluded) : unavailable(request, config);
    return Effects.rejected(
        new Rejection(Reason.NO_MODELS, detail, anythingDeclared ? requirement : null));
  }

  /**
   * Of requirements that models and promises declare: which one, beside which, and who lacks it.
   */
  private static String unmet(
      RoutingRequest request, TenantConfig config, List<Excluded> excluded) {
    List<String> who =
        excluded.stream()
            .filter(model -> model.requirement().compareTo(Requirement.CANDIDATES) > 0)
            .map(model -> model.model() + ' ' + model.why())
            .toList();
    return "%s%s: %s%s"
        .formatted(
            request.pinnedModel() == null
                ? "no model of the pool"
                : "not even the pinned " + request.pinnedModel(),
            wanted(request, config.sla().limits(), Exclusions.last(excluded)),
            String.join("; ", who.subList(0, Math.min(who.size(), MOST_NAMES))),
            who.size() > MOST_NAMES ? "; and %d more".formatted(who.size() - MOST_NAMES) : "");
  }

  private static String wanted(RoutingRequest request, SlaLimits limits, Requirement requirement) {
    String what =
        switch (requirement) {
          case CAPABILITIES ->
              (request.require().size() == 1 ? " has capability " : " has capabilities ")
                  + Exclusions.listed(request.require());
          case MAX_OUTPUT ->
              " gives answers of %d tokens (max_output_tokens)"
                  .formatted(request.maxOutputTokens());
          case CONTEXT_WINDOW ->
              " has a context for %d tokens of prompt and the answer"
                  .formatted(ContextNeed.prompt(request));
          case STATUS -> " is active";
          default -> " is allowed by the SLA";
        };
    boolean regions = !limits.regions().isEmpty() && requirement != Requirement.PROVIDERS;
    return what
        + (regions && requirement != Requirement.DENY
            ? " in regions " + Exclusions.listed(limits.regions())
            : "")
        + (!limits.providers().isEmpty() && requirement != Requirement.DENY
            ? " of providers " + Exclusions.listed(limits.providers())
            : "")
        + (request.candidates().isEmpty() || request.pinnedModel() != null
            ? ""
            : " among the candidates " + request.candidates());
  }

  private static String unavailable(RoutingRequest request, TenantConfig config) {
    return config.models().isEmpty()
        ? "the pool is empty; publish model records on the control topic"
        : "none of the pool's "
            + config.models().size()
            + " models may answer: it must be active, long enough in context for "
            + ContextNeed.prompt(request)
            + " tokens of prompt and the answer"
            + (request.pinnedModel() != null ? pinned(request.pinnedModel(), config) : "")
            + (request.candidates().isEmpty() || request.pinnedModel() != null
                ? ""
                : ", and be among " + request.candidates())
            + (request.pinnedModel() != null ? "" : inactive(request, config));
  }

  /** Who might answer if it were active, and how that ends. */
  private static String inactive(RoutingRequest request, TenantConfig config) {
    List<String> names =
        config.models().stream()
            .filter(model -> model.status() != ModelSpec.Status.ACTIVE)
            .filter(model -> config.active().allows(request, model.name()))
            .map(model -> model.name() + " is " + model.status().word())
            .toList();
    return names.isEmpty()
        ? ""
        : "; %s%s: control up brings one back"
            .formatted(
                String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES))),
                names.size() > MOST_NAMES
                    ? " and %d more".formatted(names.size() - MOST_NAMES)
                    : "");
  }

  private static String pinned(String name, TenantConfig config) {
    String what = "is not in the pool";
    for (ModelSpec model : config.models()) {
      if (model.name().equals(name)) {
        what =
            model.status() == ModelSpec.Status.ACTIVE
                ? "has a context of " + model.contextWindow() + " tokens"
                : "is " + model.status().word();
      }
    }
    return ", and be the pinned " + name + ", which " + what;
  }
}
