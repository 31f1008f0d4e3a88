package dev.surety.policy;

/** What those ask of a policy who play its decisions once more: the router itself never asks. */
public interface PolicyReplay {

  /**
   * Why the last {@link RoutingPolicy#route} came out as it did. Called right after it, with the
   * same arguments; changes nothing.
   */
  default Explanation explain(PolicyMemory memory, Question question, Choice choice) {
    return Explanation.ofScores(question, choice);
  }

  /**
   * Whether {@link RoutingPolicy#route} looks at the features of the request; a replay need not
   * make others.
   */
  boolean routesByFeatures();
}
