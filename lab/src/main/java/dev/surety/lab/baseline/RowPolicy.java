package dev.surety.lab.baseline;

import dev.surety.lab.data.ModelPool;
import dev.surety.lab.data.RoutingRow;
import dev.surety.policy.Choice;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.Question;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Looks at the row a request stands for and takes the model of the least score. */
final class RowPolicy extends UnlearningPolicy {

  /** Scores of a row, by model in pool order; lower is better. */
  @FunctionalInterface
  interface Scores {
    double[] of(RoutingRow row);

    /** One model; where a request does not allow it, the first of the others in pool order. */
    static double[] only(int model, int models) {
      double[] scores = new double[models];
      for (int m = 0; m < models; m++) {
        scores[m] = m == model ? 0 : 1 + m;
      }
      return scores;
    }
  }

  private final Scores scores;
  private final Function<String, RoutingRow> rows;
  private final Map<String, Integer> places = new HashMap<>();

  RowPolicy(String name, Scores scores, Function<String, RoutingRow> rows, ModelPool pool) {
    super(name);
    this.scores = scores;
    this.rows = rows;
    for (int m = 0; m < pool.size(); m++) {
      places.put(pool.get(m).name(), m);
    }
  }

  /**
   * @throws IllegalStateException if the run does not know the request, or the pool the model
   */
  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    RoutingRow row = rows.apply(question.requestId());
    if (row == null) {
      throw new IllegalStateException(
          "no row is known for request " + question.requestId() + "; a baseline needs the data");
    }
    double[] all = scores.of(row);
    for (int i = 0; i < question.size(); i++) {
      Integer place = places.get(question.models()[i]);
      if (place == null) {
        throw new IllegalStateException(
            "model " + question.models()[i] + " is not one of the data's: " + places.keySet());
      }
      choice.score[i] = all[place];
      choice.satisfaction[i] = Double.NaN;
      double lead = choice.score[i] - choice.score[choice.greedy];
      boolean better =
          lead < 0 || (lead == 0 && question.cost()[i] < question.cost()[choice.greedy]);
      choice.greedy = better ? i : choice.greedy;
    }
    choice.chosen = choice.greedy;
    choice.propensity[choice.greedy] = 1;
  }
}
