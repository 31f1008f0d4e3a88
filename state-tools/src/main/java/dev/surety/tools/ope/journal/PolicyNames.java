package dev.surety.tools.ope.journal;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Policies;
import java.util.Map;

/** Policies by name, before there is an SLA that names them. */
final class PolicyNames {

  private PolicyNames() {}

  /**
   * Refuses what no SLA could name.
   *
   * @throws IllegalArgumentException saying which policies there are
   */
  static void check(String policy) {
    Policies.of(
        new SlaPolicy(1, 0.5, policy, 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY));
  }
}
