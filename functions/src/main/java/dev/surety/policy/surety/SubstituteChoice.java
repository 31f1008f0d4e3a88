package dev.surety.policy.surety;

import dev.surety.domain.Decision.Reason;
import dev.surety.policy.Choice;
import dev.surety.policy.Question;

/** What is answered when none of the candidates is known: a tenant with hundreds of models. */
final class SubstituteChoice {

  private SubstituteChoice() {}

  static void cheapest(Question question, Choice choice) {
    int cheapest = 0;
    for (int i = 0; i < question.size(); i++) {
      choice.satisfaction[i] = Double.NaN;
      choice.score[i] = question.cost()[i];
      cheapest = question.cost()[i] < question.cost()[cheapest] ? i : cheapest;
    }
    choice.chosen = cheapest;
    choice.greedy = cheapest;
    choice.propensity[cheapest] = 1;
    choice.reason = Reason.SUBSTITUTE;
  }
}
