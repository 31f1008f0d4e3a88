package dev.surety.policy;

import dev.surety.domain.Decision;
import dev.surety.policy.Explanation.Candidate;
import dev.surety.policy.Explanation.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code fixed:<model>}: always the same model; where a request does not allow it, the cheapest
 * candidate.
 */
public final class FixedModel implements RoutingPolicy, PolicyReplay {

  /** Stands before the colon and the model's name. */
  public static final String NAME = "fixed";

  /** All there is to say about it. */
  public static final PolicyKind KIND =
      new PolicyKind(
          NAME,
          "model",
          "Always the same model; where a request does not allow it, the cheapest candidate.",
          List.of(),
          (sla, artefacts) -> new FixedModel(named(sla.policy())),
          List.of(),
          List.of());

  private final String model;

  public FixedModel(String model) {
    this.model = model;
  }

  /** The model that a policy {@code fixed:<model>} names; {@code null} for every other policy. */
  public static String named(String policy) {
    return KIND.argumentOf(policy);
  }

  @Override
  public String name() {
    return NAME + ':' + model;
  }

  @Override
  public String memoryKind() {
    return "none";
  }

  @Override
  public PolicyMemory newMemory() {
    return PolicyMemory.NoMemory.MEMORY;
  }

  @Override
  public void configure(PolicyMemory memory, PoolChange change) {}

  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    int cheapest = 0;
    int wanted = -1;
    for (int i = 0; i < question.size(); i++) {
      boolean here = question.models()[i].equals(model);
      wanted = here ? i : wanted;
      choice.score[i] = here ? 0 : 1 + question.cost()[i];
      choice.satisfaction[i] = Double.NaN;
      cheapest = question.cost()[i] < question.cost()[cheapest] ? i : cheapest;
    }
    choice.chosen = wanted >= 0 ? wanted : cheapest;
    choice.greedy = choice.chosen;
    choice.reason = wanted >= 0 ? Decision.Reason.FIXED : Decision.Reason.SUBSTITUTE;
    choice.propensity[choice.chosen] = 1;
  }

  @Override
  public void rank(PolicyMemory memory, Question question, Choice choice) {
    route(memory, question, choice);
  }

  @Override
  public PolicyReplay replay() {
    return this;
  }

  @Override
  public boolean routesByFeatures() {
    return false;
  }

  @Override
  public Explanation explain(PolicyMemory memory, Question question, Choice choice) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < question.size(); i++) {
      boolean here = question.models()[i].equals(model);
      candidates.add(
          new Candidate(
              here
                  ? List.of(new Figure("fixed", 0, "the model that the promise names"))
                  : List.of(
                      new Figure(
                          "substitute", 1, "taken only where the fixed model may not answer"),
                      new Figure("cost", question.cost()[i], "over that of the dearest model")),
              List.of()));
    }
    return new Explanation(List.of(), candidates, List.of());
  }

  @Override
  public void learn(PolicyMemory memory, Judgement judgement) {}
}
