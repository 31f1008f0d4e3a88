package dev.surety.lab.baseline;

import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PoolChange;
import dev.surety.policy.QueueIncrement;
import dev.surety.policy.RoutingPolicy;

/** A policy that knows all it will ever know: nothing that happens changes it. */
abstract class UnlearningPolicy implements RoutingPolicy {

  private final String name;

  UnlearningPolicy(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String memoryKind() {
    return "none";
  }

  @Override
  public final PolicyMemory newMemory() {
    return PolicyMemory.NoMemory.MEMORY;
  }

  /** Its debt is reported, so it is counted without bias; it follows no queue. */
  @Override
  public final QueueIncrement queueIncrement() {
    return QueueIncrement.INVERSE_PROPENSITY;
  }

  @Override
  public final void configure(PolicyMemory memory, PoolChange change) {}

  @Override
  public final void learn(PolicyMemory memory, Judgement judgement) {}
}
