package dev.surety.policy;

import dev.surety.estimator.SatisfactionEstimator;
import dev.surety.policy.Explanation.Candidate;
import dev.surety.policy.Explanation.Figure;
import java.util.ArrayList;
import java.util.List;

/** What {@link MessPlus} and {@link SlaRouter} have to say of {@code V * E + Q * (target - s)}. */
final class DriftPlusPenaltyReasons {

  private DriftPlusPenaltyReasons() {}

  static List<Candidate> candidates(
      Question question, Choice choice, double[] cost, SatisfactionEstimator predictor) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < question.size(); i++) {
      double shortfall = question.target() - choice.satisfaction[i];
      candidates.add(
          new Candidate(
              List.of(
                  new Figure("V x cost", choice.v * cost[i], "cost over that of the dearest model"),
                  new Figure(
                      "queue x shortfall",
                      question.queue() * shortfall,
                      "shortfall is target less expected satisfaction")),
              List.of(
                  new Figure(
                      "answers",
                      predictor.labels(question.slots()[i]),
                      "that the expected satisfaction rests on"))));
    }
    return candidates;
  }

  static List<Figure> plan(Choice choice, long requests) {
    return List.of(
        new Figure("t", requests, "requests decided so far, this one included"),
        new Figure("V", choice.v, "weight on cost against debt"),
        new Figure("exploration", choice.exploreProbability, "chance of exploring"));
  }

  static String best(Question question, Choice choice) {
    return "the best score: " + question.models()[choice.greedy];
  }
}
