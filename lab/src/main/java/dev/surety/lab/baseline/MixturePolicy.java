package dev.surety.lab.baseline;

import dev.surety.domain.Chance.Purpose;
import dev.surety.policy.Choice;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.Question;
import java.util.Map;

/**
 * Draws the model from a fixed distribution, whatever is asked. Where a request does not allow some
 * models, the others keep their proportions; where it allows none with a share, the cheapest
 * answers.
 */
final class MixturePolicy extends UnlearningPolicy {

  private final Map<String, Double> shares;
  private final boolean feasible;

  /**
   * @param shares by model; those not listed have none
   * @param feasible whether the mixture reaches the target
   */
  MixturePolicy(String name, Map<String, Double> shares, boolean feasible) {
    super(name);
    this.shares = Map.copyOf(shares);
    this.feasible = feasible;
  }

  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    int n = question.size();
    double allowed = 0;
    int cheapest = 0;
    for (int i = 0; i < n; i++) {
      choice.propensity[i] = shares.getOrDefault(question.models()[i], 0.0);
      choice.satisfaction[i] = Double.NaN;
      allowed += choice.propensity[i];
      cheapest = question.cost()[i] < question.cost()[cheapest] ? i : cheapest;
    }
    double left = question.chance().uniform(Purpose.MODEL);
    int drawn = -1;
    int last = cheapest;
    for (int i = 0; i < n; i++) {
      choice.propensity[i] = allowed > 0 ? choice.propensity[i] / allowed : i == cheapest ? 1 : 0;
      choice.score[i] = -choice.propensity[i];
      left -= choice.propensity[i];
      last = choice.propensity[i] > 0 ? i : last;
      drawn = drawn < 0 && left < 0 ? i : drawn;
      choice.greedy = choice.propensity[i] > choice.propensity[choice.greedy] ? i : choice.greedy;
    }
    // Rounding may leave a crumb of the draw over.
    choice.chosen = drawn < 0 ? last : drawn;
    choice.catchingUp = !feasible;
  }
}
