package dev.surety.lab.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads NAME.models.json: {@code {"models": [{"name", "input_usd_per_mtok", ...}]}}. */
final class ModelsFile {

  private static final String EXAMPLE =
      "Write {\"models\": [{\"name\": \"m\", \"input_usd_per_mtok\": 0.15,"
          + " \"output_usd_per_mtok\": 0.6, \"released\": \"2024-07\"}, ...]}.";

  private ModelsFile() {}

  /** The models file that belongs to a data file: NAME.jsonl.gz has NAME.models.json beside it. */
  static Path beside(Path data) throws IOException {
    String name = data.getFileName().toString();
    for (String ending : List.of(".jsonl.gz", ".jsonl")) {
      if (name.endsWith(ending)) {
        String stem = name.substring(0, name.length() - ending.length());
        return data.resolveSibling(stem + ".models.json");
      }
    }
    throw Damage.name(data);
  }

  static ModelPool read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DataFormatException(
          file, "no such file; it holds the models and their prices.", EXAMPLE);
    }
    JsonNode models = parse(file).path("models");
    if (!models.isArray() || models.isEmpty()) {
      throw new DataFormatException(file, "\"models\" is missing or empty.", EXAMPLE);
    }
    List<PooledModel> pooled = new ArrayList<>();
    for (JsonNode model : models) {
      pooled.add(model(file, pooled.size() + 1, model));
    }
    try {
      return new ModelPool(pooled);
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(file, e.getMessage() + ".", "Every model needs its own name.");
    }
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return DataLines.strictMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new Damage(file).syntax(line, e, EXAMPLE);
    }
  }

  private static PooledModel model(Path file, int number, JsonNode model) throws IOException {
    String where = "model " + number + " of \"models\"";
    JsonNode name = model.path("name");
    if (!name.isTextual() || name.asText().isBlank()) {
      throw new DataFormatException(file, where + " has no \"name\".", EXAMPLE);
    }
    where += " (" + name.asText() + ")";
    try {
      Price price =
          new Price(
              price(file, where, model, "input_usd_per_mtok"),
              price(file, where, model, "output_usd_per_mtok"));
      DeclaredOffer declared = new DeclaredOffer(file, where, model);
      return new PooledModel(
          name.asText(),
          price,
          released(model),
          declared.provider(),
          declared.offer(),
          declared.cachedInputUsdPerMtok(),
          latency(file, where, model));
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(
          file, where + ": " + e.getMessage() + ".", "Prices are USD per million tokens.");
    } catch (DateTimeParseException e) {
      throw new DataFormatException(
          file,
          where + ": \"released\" is not a month: " + model.path("released") + ".",
          "Write \"2024-07\" or null.");
    }
  }

  private static double price(Path file, String where, JsonNode model, String key)
      throws DataFormatException {
    if (!model.path(key).isNumber()) {
      throw new DataFormatException(
          file, where + " has no \"" + key + "\".", "Add it, in USD per million tokens.");
    }
    return model.path(key).asDouble();
  }

  /** The deviation that is taken where only the median is told. */
  private static final double USUAL_SIGMA = 0.5;

  private static Optional<PooledModel.Latency> latency(Path file, String where, JsonNode model)
      throws DataFormatException {
    JsonNode median = model.path("latency_ms");
    JsonNode sigma = model.path("latency_sigma");
    boolean told = !median.isMissingNode() && !median.isNull();
    boolean spread = !sigma.isMissingNode() && !sigma.isNull();
    if (told && !(median.isNumber() && median.asDouble() >= 0)
        || spread && !(told && sigma.isNumber() && sigma.asDouble() >= 0)) {
      throw new DataFormatException(
          file,
          where + ": \"latency_ms\" and \"latency_sigma\" are no times.",
          "Give the median in milliseconds and the standard deviation of its logarithm, or neither.");
    }
    return told
        ? Optional.of(
            new PooledModel.Latency(median.asDouble(), spread ? sigma.asDouble() : USUAL_SIGMA))
        : Optional.empty();
  }

  private static Optional<YearMonth> released(JsonNode model) {
    JsonNode month = model.path("released");
    return month.isTextual() ? Optional.of(YearMonth.parse(month.asText())) : Optional.empty();
  }
}
