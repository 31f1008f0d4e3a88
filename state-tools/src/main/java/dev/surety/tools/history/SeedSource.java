package dev.surety.tools.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.policy.Prior;
import java.io.IOException;
import java.io.InputStream;
import java.util.TreeMap;
import org.apache.flink.core.fs.Path;

/** What a prior is made of when it is not made of a journal. */
final class SeedSource {

  private static final String FIXED = "fixed:";

  private SeedSource() {}

  /**
   * The prior in a file: the payload of an artefact, or {@code results.json} of an evaluation.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Prior read(String path) {
    Path file = new Path(path);
    if (!exists(file)) {
      throw new IllegalArgumentException(
          "--from: there is nothing at " + file + "; check the path");
    }
    String text;
    JsonNode json;
    try {
      try (InputStream in = file.getFileSystem().open(file)) {
        text = new String(in.readAllBytes(), UTF_8);
      }
      json = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "--from: %s is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("--from: %s can't be read: %s".formatted(file, e), e);
    }
    if (json.has("cells") && json.has("settings")) {
      return ofResults(json, file);
    }
    try {
      return Prior.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--from: %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static boolean exists(Path file) {
    try {
      return file.getFileSystem().exists(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("--from: %s can't be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Cells of one fixed model say how it does on the whole stream; cells of other policies would say
   * it of the requests that they chose it for. Cells replay the same rows, so a model's labels
   * never count for more than these.
   */
  private static Prior ofResults(JsonNode results, Path file) {
    TreeMap<String, Prior.Seen> models = new TreeMap<>();
    double rows = results.path("settings").path("rows").asDouble();
    for (JsonNode cell : results.path("cells")) {
      String policy = cell.path("policy").asText();
      if (policy.startsWith(FIXED)) {
        double labels = cell.path("requests").asDouble() * cell.path("label_share").asDouble();
        Prior.Seen more = new Prior.Seen(cell.path("satisfaction").asDouble(), labels);
        models.merge(policy.substring(FIXED.length()), more, SeedSource::pooled);
      }
    }
    if (models.isEmpty()) {
      throw new IllegalArgumentException(
          "--from: %s has no cell of a fixed model; evaluate with --policies fixed:MODEL,... or with --write-prior FILE, and seed from that file"
              .formatted(file));
    }
    models.replaceAll(
        (model, seen) -> new Prior.Seen(seen.satisfaction(), Math.min(rows, seen.labels())));
    return new Prior(models, "surety evaluate, " + results.path("settings").path("data").asText());
  }

  private static Prior.Seen pooled(Prior.Seen a, Prior.Seen b) {
    double labels = a.labels() + b.labels();
    double sum = a.satisfaction() * a.labels() + b.satisfaction() * b.labels();
    return new Prior.Seen(labels > 0 ? sum / labels : 0, labels);
  }
}
