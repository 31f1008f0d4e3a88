package dev.surety.lab.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Results as LLMRouterBench keeps them: a file a model and data set, with an array of records. What
 * they say of one question is put together by data set, split and index, on disk. Of several runs
 * of a model the last file counts.
 */
final class BenchResults {

  private static final Set<String> HOLDING = Set.of("records");

  private final Intake intake;
  private final LabelScale scale;
  private final PoolNames names;
  private final ImportCounts counts;
  private final AnswerSheet sheet;
  private final Map<String, Integer> models = new TreeMap<>();

  BenchResults(
      Intake intake, LabelScale scale, PoolNames names, ImportCounts counts, AnswerSheet sheet) {
    this.intake = intake;
    this.scale = scale;
    this.names = names;
    this.counts = counts;
    this.sheet = sheet;
  }

  void read(SourceFile file) throws IOException {
    new JsonObjects(HOLDING, intake, this::record).read(file.text());
  }

  private void record(ObjectNode record, ObjectNode around, long line) {
    String name = text(record, around, "model_name", "");
    String set = text(record, around, "dataset_name", "results");
    JsonNode index = record.path("index");
    double score = scale.of(record.path("score").asText());
    double cost = Cells.number(record.path("cost").asText());
    if (around.path("demo").asBoolean() || record.path("demo").asBoolean()) {
      intake.passedOver("of a demonstration run");
    } else if (name.isBlank() || !index.isValueNode() || index.isNull()) {
      intake.unreadable(name.isBlank() ? "no model_name" : "no index", line, record.toString());
    } else if (Double.isNaN(score) || score < 0 || !(cost >= 0)) {
      intake.unreadable("no score from 0 to 1, or no cost", line, name + ' ' + index);
    } else {
      PoolNames.Named named = names.of(name);
      counts.named(name, named);
      String split = text(record, around, "split", "");
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

  private static String text(JsonNode record, JsonNode around, String field, String otherwise) {
    return around.path(field).asText(record.path(field).asText(otherwise));
  }

  private void put(String id, String set, JsonNode record, int model, double[] answer) {
    JsonNode query =
        Cells.isNothing(record.path("origin_query").asText())
                && !record.path("origin_query").isContainerNode()
            ? record.path("prompt")
            : record.path("origin_query");
    try {
      String prompt = query.isContainerNode() ? query.toString() : query.asText();
      if (!sheet.put(id, set, prompt, model, answer)) {
        intake.passedOver("doubled: that model answers it again, and its last answer counts");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    return sheet.read(
        (id, domain, prompt, chars, values) ->
            rows.write(id, domain, prompt, chars, values[0], values[1], values[2], values[3]));
  }
}
