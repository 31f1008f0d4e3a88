package dev.surety.engine;

import dev.surety.estimator.CostEstimator;
import dev.surety.policy.PolicyMemory;

/**
 * What a key has learned: its model table, token usage and the policy's learned part. Written only
 * when something was learned or the pool changed; {@code wire.LearnerCodec} is its layout.
 */
public final class Learner {

  public final ModelTable models;
  public final CostEstimator costs;

  /** What feedback calls models that no pool knows. */
  public final UnknownNames unknownNames;

  /** {@code RoutingPolicy.memoryKind()} of {@link #memory}. */
  public String memoryKind;

  public PolicyMemory.LearnedMemory memory;

  private final UsualCosts usualCosts = new UsualCosts();

  /** A key that has seen nothing. */
  public Learner() {
    this(new ModelTable(), new CostEstimator(), "", PolicyMemory.NoMemory.INSTANCE);
  }

  public Learner(
      ModelTable models,
      CostEstimator costs,
      String memoryKind,
      PolicyMemory.LearnedMemory memory) {
    this(models, costs, new UnknownNames(), memoryKind, memory);
  }

  public Learner(
      ModelTable models,
      CostEstimator costs,
      UnknownNames unknownNames,
      String memoryKind,
      PolicyMemory.LearnedMemory memory) {
    this.models = models;
    this.unknownNames = unknownNames;
    this.costs = costs;
    this.memoryKind = memoryKind;
    this.memory = memory;
  }

  /** What usual answers cost as things stand; valid until usage is seen or the models change. */
  UsualCosts usualCosts(TenantConfig config) {
    usualCosts.update(models, costs, config);
    return usualCosts;
  }
}
