package dev.surety.tools.ope.journal;

import dev.surety.domain.Chance.Purpose;
import dev.surety.policy.Choice;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PoolChange;
import dev.surety.policy.Question;
import dev.surety.policy.RoutingPolicy;

/** Leaves every choice to chance: the logging policy of an experiment. */
final class ShufflePolicy implements RoutingPolicy {

  private final double first;

  /**
   * @param first probability of the first candidate; the others share the rest
   */
  ShufflePolicy(double first) {
    this.first = first;
  }

  @Override
  public String name() {
    return "shuffle";
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
    double at = question.chance().uniform(Purpose.MODEL);
    choice.chosen = -1;
    for (int i = 0; i < question.size(); i++) {
      choice.propensity[i] = i == 0 ? first : (1 - first) / (question.size() - 1);
      choice.satisfaction[i] = Double.NaN;
      at -= choice.propensity[i];
      choice.chosen = at < 0 && choice.chosen < 0 ? i : choice.chosen;
    }
    choice.chosen = choice.chosen < 0 ? question.size() - 1 : choice.chosen;
  }

  @Override
  public void learn(PolicyMemory memory, Judgement judgement) {}
}
