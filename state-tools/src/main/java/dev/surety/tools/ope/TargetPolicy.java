package dev.surety.tools.ope;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * A policy whose choice depends on nothing but the request, so that each logged decision can be
 * judged on its own. A policy that is driven by its own past outcomes (a virtual queue) is none:
 * see the simulation.
 */
public sealed interface TargetPolicy extends Serializable {

  /** Probability that it would choose this candidate; over candidates at most 1 in sum. */
  double probability(LoggedDecision decision, int candidate);

  /** For people. */
  String title();

  /** What was logged: the sanity check that must give the plain mean. */
  static TargetPolicy asLogged() {
    return new AsLogged();
  }

  /**
   * Always one model, or another one for some tags.
   *
   * @param byTag model by tag
   * @param otherwise for all other requests
   */
  static TargetPolicy models(Map<String, String> byTag, String otherwise) {
    return new Models(new TreeMap<>(byTag), otherwise);
  }

  /** See {@link #asLogged}. */
  record AsLogged() implements TargetPolicy {
    @Override
    public double probability(LoggedDecision decision, int candidate) {
      return decision.propensities()[candidate];
    }

    @Override
    public String title() {
      return "as logged";
    }
  }

  /** See {@link #models}. A request that does not allow the model is one without support. */
  record Models(TreeMap<String, String> byTag, String otherwise) implements TargetPolicy {
    @Override
    public double probability(LoggedDecision decision, int candidate) {
      String tag = decision.tag();
      String model = tag == null ? otherwise : byTag.getOrDefault(tag, otherwise);
      return decision.models()[candidate].equals(model) ? 1 : 0;
    }

    @Override
    public String title() {
      StringBuilder title = new StringBuilder("always ").append(otherwise);
      byTag.forEach((tag, model) -> title.append(", for ").append(tag).append(' ').append(model));
      return title.toString();
    }
  }
}
