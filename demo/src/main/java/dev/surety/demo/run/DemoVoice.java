package dev.surety.demo.run;

import dev.surety.demo.traffic.AnswerJudge;
import dev.surety.demo.traffic.Users;
import dev.surety.gateway.simulation.Voice;
import dev.surety.lab.data.RoutingData;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said behind the demo's door. Its users are answered at the length that the data has,
 * whoever else plainly. An answer names its row and its model, by which the model that judges knows
 * what it is worth; of others' answers it thinks well.
 *
 * @param judge {@code null} where promises name none
 */
record DemoVoice(RoutingData data, Users users, AnswerJudge judge) implements Voice {

  /** The model that judges, by its name at the simulated upstream. */
  static final String JUDGE = "surety-demo-judge";

  private static final Pattern ANSWER = Pattern.compile("Simulated: row (\\d{1,9}), model (\\d+)");

  @Override
  public Said answer(Asked asked) {
    if (asked.model().equals(JUDGE)) {
      return verdict(asked);
    }
    String row = asked.metadata().getOrDefault(DoorUsers.ROW, "");
    int model = data.pool().names().indexOf(asked.model());
    if (model < 0 || !row.matches("\\d{1,9}") || Integer.parseInt(row) >= data.size()) {
      return Voice.plain(asked);
    }
    int index = Integer.parseInt(row);
    return new Said(
        "Simulated: row %d, model %d".formatted(index, model),
        data.row(index).inputTokens(),
        data.row(index).outputTokens(model));
  }

  private Said verdict(Asked asked) {
    Matcher answer = ANSWER.matcher(asked.text());
    double says = 1;
    // The answer comes last; what a prompt has like it is no answer.
    for (int from = 0; judge != null && answer.find(from); from = answer.end()) {
      int row = Integer.parseInt(answer.group(1));
      int model = Integer.parseInt(answer.group(2));
      says =
          row < data.size() && model < data.pool().size()
              ? judge.says(answer.group(), users.satisfaction(data.row(row), model))
              : 1;
    }
    return new Said(says == 1 ? "satisfied" : "unsatisfied", asked.text().length() / 4, 1);
  }
}
