package dev.surety.lab.evaluate;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaLimits;
import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands before the policies of an evaluation.
 *
 * @param limits which models the promise allows
 * @param require by capability: the share of requests that require it, each by its own chance
 * @param caches whether providers ask less for input that they have in a cache
 * @param promptTokens what every prompt has, or 0 for as many as the data says
 */
record Demands(
    SlaLimits limits, SortedMap<String, Double> require, boolean caches, int promptTokens) {

  static final Demands NONE = new Demands(SlaLimits.NONE, new TreeMap<>());

  /** Of requests as the data has them. */
  Demands(SlaLimits limits, SortedMap<String, Double> require) {
    this(limits, require, false, 0);
  }

  /** Of a provider that asks less for it, where the data doesn't say how much. */
  private static final double CACHED_PRICE = 0.1;

  Demands {
    require = Collections.unmodifiableSortedMap(new TreeMap<>(require));
  }

  /** Whether all models may answer all requests. */
  boolean allowAll() {
    return require.isEmpty() && limits.equals(SlaLimits.NONE);
  }

  /** The same of conversations with prompts of so many tokens, or 0 for those of the data. */
  Demands cached(int tokens) {
    return new Demands(limits, require, true, tokens);
  }

  /** What a request of a world requires. */
  List<String> of(long seed, int t) {
    if (require.isEmpty()) {
      return List.of();
    }
    EnvironmentChance chance = EnvironmentChance.of(seed, Purpose.REQUIRE);
    List<String> required = new ArrayList<>();
    int i = 0;
    for (Map.Entry<String, Double> one : require.entrySet()) {
      if (chance.uniform((long) t * require.size() + i++) < one.getValue()) {
        required.add(one.getKey());
      }
    }
    return required;
  }

  /** Whether a model may answer what requires so much. */
  boolean allow(ModelSpec model, List<String> required) {
    return limits.allow(model) && model.offer().has(required);
  }

  /** What a model asks for cached input, USD per million tokens; NaN where nobody asks less. */
  double cachedPrice(double said, double input) {
    return !caches || !Double.isNaN(said) ? said : CACHED_PRICE * input;
  }
}
