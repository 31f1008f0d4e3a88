package dev.surety.engine;

import dev.surety.domain.Decision;
import dev.surety.policy.Belief;
import dev.surety.policy.Choice;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.Question;
import dev.surety.policy.RoutingPolicy;

/**
 * What answers when a policy's figures are no usable numbers: of the candidates the one that its
 * labels say satisfies best, or the dearest where the memory itself is broken or has seen too few.
 * Dear, and the promise is kept meanwhile.
 */
final class KnownGood {

  /** Labels below which a model is not yet known to be good. */
  private static final double ENOUGH_LABELS = 30;

  /** Rounding of a sum of shares. */
  private static final double ROUNDING = 1e-9;

  private KnownGood() {}

  /** Whether every number of a choice may leave the engine. */
  static boolean isUsable(Question question, Choice choice) {
    double sum = 0;
    for (int i = 0; i < question.size(); i++) {
      double propensity = choice.propensity[i];
      double satisfaction = choice.satisfaction[i];
      // NaN is what a policy says that does not estimate it.
      boolean share = satisfaction >= 0 && satisfaction <= 1 || satisfaction != satisfaction;
      if (!(propensity >= 0 && Math.abs(choice.score[i]) <= Double.MAX_VALUE && share)) {
        return false;
      }
      sum += propensity;
    }
    return Math.abs(sum - 1) <= ROUNDING
        && choice.chosen < question.size()
        && choice.propensity[choice.chosen] > 0
        && choice.exploreProbability >= 0
        && choice.exploreProbability <= 1 + ROUNDING
        && !Double.isInfinite(choice.v);
  }

  /** Takes the known good candidate, with certainty. */
  static void choose(RoutingPolicy policy, PolicyMemory memory, Question question, Choice choice) {
    choice.reset(question.size());
    int best = best(policy, memory, question);
    for (int i = 0; i < question.size(); i++) {
      choice.score[i] = i == best ? 0 : 1 + question.cost()[i];
      choice.satisfaction[i] = Double.NaN;
    }
    choice.chosen = best;
    choice.greedy = best;
    choice.propensity[best] = 1;
    choice.reason = Decision.Reason.SUBSTITUTE;
  }

  private static int best(RoutingPolicy policy, PolicyMemory memory, Question question) {
    boolean sound = policy.isSound(memory);
    double[] cost = question.usualCost();
    int best = -1;
    int dearest = 0;
    double most = 0;
    for (int i = 0; i < question.size(); i++) {
      Belief belief = sound ? policy.belief(memory, question.slots()[i]) : Belief.NONE;
      if (belief.labels() >= ENOUGH_LABELS && belief.satisfaction() > most) {
        best = i;
        most = belief.satisfaction();
      }
      dearest = cost[i] > cost[dearest] ? i : dearest;
    }
    return best >= 0 ? best : dearest;
  }
}
