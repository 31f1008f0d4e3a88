package dev.surety.tools.ope.journal;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A world to simulate: what was in force, and what is different in it.
 *
 * @param policy as an SLA names it, or {@code null} for each tenant's own
 * @param target promised satisfaction, 0..1, or {@link Double#NaN} for each tenant's own
 * @param prices USD for a million input and output tokens, by model
 * @param without models that are not in the pool
 */
record Scenario(
    String policy, double target, TreeMap<String, Price> prices, TreeSet<String> without)
    implements Serializable {

  /** What was in force. */
  static final Scenario AS_IT_IS = new Scenario(null, Double.NaN, new TreeMap<>(), new TreeSet<>());

  /** USD for a million tokens. */
  record Price(double input, double output) implements Serializable {}

  /**
   * Refuses a policy that no SLA could name.
   *
   * @throws IllegalArgumentException saying which policies there are
   */
  static void check(String policy) {
    Policies.of(
        new SlaPolicy(1, 0.5, policy, 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY));
  }

  boolean changesNothing() {
    return equals(AS_IT_IS);
  }

  /** For people. */
  String title() {
    List<String> parts = new ArrayList<>();
    if (policy != null) {
      parts.add("policy " + policy);
    }
    if (!Double.isNaN(target)) {
      parts.add("target " + target);
    }
    for (Map.Entry<String, Price> price : prices.entrySet()) {
      parts.add(
          "%s at %s/%s".formatted(price.getKey(), price.getValue().input, price.getValue().output));
    }
    without.forEach(model -> parts.add("without " + model));
    return parts.isEmpty() ? "as it is" : String.join(", ", parts);
  }

  /**
   * The configuration of a tenant in this world.
   *
   * @throws IllegalArgumentException if it names an unknown policy
   */
  TenantConfig of(TenantConfig inForce) {
    if (changesNothing()) {
      return inForce;
    }
    SlaPolicy before = inForce.sla();
    boolean another = policy != null && !policy.equals(before.policy());
    SlaPolicy sla =
        before
            .promising(before.version(), Double.isNaN(target) ? before.target() : target)
            .keptBy(
                policy == null ? before.policy() : policy,
                another ? Map.of() : before.parameters());
    return TenantConfig.of(
        sla,
        inForce.models().stream()
            .filter(model -> !without.contains(model.name()))
            .map(this::priced)
            .toList(),
        Artefacts.of(inForce.artefacts()),
        inForce.health(),
        inForce.share());
  }

  /** At every hour: a what-if price is not bent by a calendar that was published for another. */
  private ModelSpec priced(ModelSpec model) {
    Price price = prices.get(model.name());
    return price == null
        ? model
        : model.priced(price.input, price.output).resolved().toBuilder().confirmed(true).build();
  }
}
