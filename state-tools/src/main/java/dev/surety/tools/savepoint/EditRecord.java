package dev.surety.tools.savepoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * That a savepoint was changed by hand, and how: kept beside its {@code _metadata}, since no
 * journal knows. From there on the state of the keys named is not the fold of their journal.
 *
 * @param time when, ISO-8601
 * @param from the savepoint that was changed
 * @param run the run that wrote it, or {@code null}
 * @param checkpoint its number: the edit lies between the rows of that epoch and the next
 * @param edits in words, in the order in which they were made
 * @param keys all keys that were changed
 */
public record EditRecord(
    String time, String from, String run, long checkpoint, List<String> edits, List<String> keys) {

  /** The file's name. */
  public static final String FILE = "surety-edits.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<EditRecord> read(String savepoint) {
    Path file = new Path(savepoint, FILE);
    try {
      FileSystem files = file.getFileSystem();
      if (!files.exists(file)) {
        return List.of();
      }
      List<EditRecord> records = new ArrayList<>();
      try (InputStream in = files.open(file)) {
        for (JsonNode json : JSON.readTree(in).path("edits")) {
          records.add(of(json));
        }
      }
      return records;
    } catch (IOException e) {
      throw new BrokenSavepoint("%s can't be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Writes records beside a savepoint. */
  public static void write(String savepoint, List<EditRecord> records) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode all = json.putArray("edits");
    records.forEach(record -> all.add(record.json()));
    Path file = new Path(savepoint, FILE);
    try (OutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
      out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }
  }

  private ObjectNode json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("time", time).put("from", from).put("run", run).put("checkpoint", checkpoint);
    json.set("edits", JSON.valueToTree(edits));
    json.set("keys", JSON.valueToTree(keys));
    return json;
  }

  private static EditRecord of(JsonNode json) throws JsonProcessingException {
    return new EditRecord(
        json.path("time").asText(),
        json.path("from").asText(),
        json.path("run").asText(null),
        json.path("checkpoint").asLong(),
        texts(json.path("edits")),
        texts(json.path("keys")));
  }

  private static List<String> texts(JsonNode array) throws JsonProcessingException {
    return List.of(JSON.treeToValue(array, String[].class));
  }
}
