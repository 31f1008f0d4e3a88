package dev.surety.lab.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Results as LLMRouterBench keeps them: a file a model and data set, with an array of records. What
 * they say of one question is put together by data set, split and index.
 */
final class BenchResults {

  private static final int VALUES = 4;

  private record Question(String domain, String prompt, Map<Integer, double[]> answers) {}

  private final Intake intake;
  private final LabelScale scale;
  private final PoolNames names;
  private final ImportCounts counts;
  private final Map<String, Integer> models = new TreeMap<>();
  private final Map<String, Question> questions = new LinkedHashMap<>();

  BenchResults(Intake intake, LabelScale scale, PoolNames names, ImportCounts counts) {
    this.intake = intake;
    this.scale = scale;
    this.names = names;
    this.counts = counts;
  }

  void read(SourceFile file) throws IOException {
    new JsonObjects(Set.of("records"), intake, this::record).read(file.text());
  }

  private void record(ObjectNode record, ObjectNode around, long line) {
    String name = around.path("model_name").asText(record.path("model_name").asText());
    String set = around.path("dataset_name").asText(record.path("dataset_name").asText("results"));
    JsonNode index = record.path("index");
    double score = scale.of(record.path("score").asText());
    double cost = Cells.number(record.path("cost").asText());
    if (around.path("demo").asBoolean()) {
      intake.passedOver("of a demonstration run");
    } else if (name.isBlank() || index.isMissingNode()) {
      intake.unreadable(name.isBlank() ? "no model_name" : "no index", line, "");
    } else if (Double.isNaN(score) || score < 0 || !(cost >= 0)) {
      intake.unreadable("no score from 0 to 1, or no cost", line, name + ' ' + index);
    } else {
      PoolNames.Named named = names.of(name);
      counts.named(name, named);
      String split = around.path("split").asText("");
      put(
          set + (split.isEmpty() ? "" : '-' + split) + ':' + index.asText(),
          set,
          record,
          models.computeIfAbsent(named.model(), model -> models.size()),
          new double[] {
            score,
            cost,
            Cells.number(record.path("prompt_tokens").asText()),
            Math.max(0, record.path("completion_tokens").asDouble())
          });
    }
  }

  private void put(String id, String set, JsonNode record, int model, double[] answer) {
    Question question =
        questions.computeIfAbsent(
            id,
            key ->
                new Question(
                    set,
                    record.path("origin_query").asText(record.path("prompt").asText()),
                    new TreeMap<>()));
    if (question.answers().putIfAbsent(model, answer) != null) {
      intake.passedOver("doubled: that model has answered that question before");
    }
  }

  /** The models, in the order in which they came. */
  List<String> models() {
    String[] inOrder = new String[models.size()];
    models.forEach((name, index) -> inOrder[index] = name);
    return new ArrayList<>(Arrays.asList(inOrder));
  }

  /** Writes all questions; gives how many. */
  int write(FullRows rows) throws IOException {
    for (Map.Entry<String, Question> question : questions.entrySet()) {
      double[][] values = new double[VALUES][models.size()];
      for (double[] value : values) {
        Arrays.fill(value, Double.NaN);
      }
      question
          .getValue()
          .answers()
          .forEach(
              (model, answer) -> {
                for (int v = 0; v < VALUES; v++) {
                  values[v][model] = answer[v];
                }
              });
      rows.write(
          question.getKey(),
          question.getValue().domain(),
          question.getValue().prompt(),
          values[0],
          values[1],
          values[2],
          values[3]);
    }
    return questions.size();
  }
}
