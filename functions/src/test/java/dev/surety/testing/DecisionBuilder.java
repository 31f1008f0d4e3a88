package dev.surety.testing;

import dev.surety.domain.Decision;
import dev.surety.domain.Decision.Reason;
import dev.surety.domain.TenantTier;
import java.util.List;

/** Builds a decision without the engine: {@code aDecision("r1").model("m").build()}. */
public final class DecisionBuilder {

  private final String requestId;
  private String decisionId = "d";
  private TenantTier key = Requests.KEY;
  private String model = Pools.CHEAP;
  private boolean apply = true;
  private List<String> alsoQuery = List.of();
  private List<String> fallbacks = List.of();
  private boolean solicit;
  private boolean explored;
  private double propensity = 1;
  private double expectedCostUsd;
  private double expectedSatisfaction;
  private String policy = "surety";
  private Reason reason = Reason.EXPLOIT;
  private long decidedAt;
  private String replaces;
  private String infeasible;

  private DecisionBuilder(String requestId) {
    this.requestId = requestId;
  }

  public static DecisionBuilder aDecision(String requestId) {
    return new DecisionBuilder(requestId);
  }

  public DecisionBuilder decisionId(String value) {
    decisionId = value;
    return this;
  }

  public DecisionBuilder key(TenantTier value) {
    key = value;
    return this;
  }

  public DecisionBuilder model(String value) {
    model = value;
    return this;
  }

  public DecisionBuilder apply(boolean value) {
    apply = value;
    return this;
  }

  public DecisionBuilder alsoQuery(List<String> value) {
    alsoQuery = value;
    return this;
  }

  public DecisionBuilder fallbacks(List<String> value) {
    fallbacks = value;
    return this;
  }

  public DecisionBuilder solicit(boolean value) {
    solicit = value;
    return this;
  }

  public DecisionBuilder explored(boolean value) {
    explored = value;
    return this;
  }

  public DecisionBuilder propensity(double value) {
    propensity = value;
    return this;
  }

  public DecisionBuilder expectedCostUsd(double value) {
    expectedCostUsd = value;
    return this;
  }

  public DecisionBuilder expectedSatisfaction(double value) {
    expectedSatisfaction = value;
    return this;
  }

  public DecisionBuilder policy(String value) {
    policy = value;
    return this;
  }

  public DecisionBuilder reason(Reason value) {
    reason = value;
    return this;
  }

  public DecisionBuilder decidedAt(long value) {
    decidedAt = value;
    return this;
  }

  public DecisionBuilder replaces(String value) {
    replaces = value;
    return this;
  }

  public DecisionBuilder infeasible(String value) {
    infeasible = value;
    return this;
  }

  public Decision build() {
    return new Decision(
        decisionId,
        requestId,
        key,
        model,
        apply,
        alsoQuery,
        fallbacks,
        solicit,
        explored,
        propensity,
        expectedCostUsd,
        expectedSatisfaction,
        policy,
        reason,
        decidedAt,
        replaces,
        null,
        infeasible);
  }
}
