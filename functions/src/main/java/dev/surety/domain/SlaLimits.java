package dev.surety.domain;

import java.util.List;

/**
 * Which models a promise allows, whatever else speaks for them. Names are compared without regard
 * to case: a rule that fails to hold by a capital letter is none.
 *
 * @param regions all of a model's regions must be among them; empty: any, told or not
 * @param providers a model's provider must be one of them; empty: any, told or not
 * @param deny models, by name or alias, and providers, by name, that never answer
 */
public record SlaLimits(List<String> regions, List<String> providers, List<String> deny) {

  /** Of a promise that allows all models. */
  public static final SlaLimits NONE = new SlaLimits(List.of(), List.of(), List.of());

  public SlaLimits {
    regions = List.copyOf(regions);
    providers = List.copyOf(providers);
    deny = List.copyOf(deny);
  }

  /** Whether it allows a model. */
  public boolean allow(ModelSpec model) {
    return broken(model) == null;
  }

  /** What of it a model does not meet, or {@code null} if it allows the model. */
  public Requirement broken(ModelSpec model) {
    if (denies(model)) {
      return Requirement.DENY;
    }
    if (!providers.isEmpty()
        && (model.provider() == null || !ModelOffer.isAmong(model.provider(), providers))) {
      return Requirement.PROVIDERS;
    }
    return regions.isEmpty() || isInside(model.offer().regions()) ? null : Requirement.REGIONS;
  }

  private boolean denies(ModelSpec model) {
    if (deny.isEmpty()) {
      return false;
    }
    return ModelOffer.isAmong(model.name(), deny)
        || (model.provider() != null && ModelOffer.isAmong(model.provider(), deny))
        || model.aliases().stream().anyMatch(alias -> ModelOffer.isAmong(alias, deny));
  }

  /** Of a model that may run in several regions nobody here chooses which. */
  private boolean isInside(List<String> where) {
    return where != null
        && !where.isEmpty()
        && where.stream().allMatch(region -> ModelOffer.isAmong(region, regions));
  }

  /** Hashes of configurations are made of it: only what limits is in it. */
  @Override
  public String toString() {
    return (regions.isEmpty() ? "" : ", regions=" + regions)
        + (providers.isEmpty() ? "" : ", providers=" + providers)
        + (deny.isEmpty() ? "" : ", deny=" + deny);
  }
}
