package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Control records as people keep them: one JSON object a line, as on the control topic; lines that
 * are blank or begin with {@code #} are for people.
 */
public final class ControlFile {

  private ControlFile() {}

  /**
   * One record and where it stands.
   *
   * @param place file and line, for messages
   * @param json as it was written
   */
  public record Line(String place, String json, ControlUpdate update) {}

  /**
   * Reads all records.
   *
   * @throws IllegalArgumentException naming file and line of what is no control record
   */
  public static List<ControlUpdate> read(Path file) {
    return lines(file).stream().map(Line::update).toList();
  }

  /** The same, each with its place. */
  public static List<Line> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + file + "; check the path");
    }
    List<Line> records = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          String place = "%s, line %d".formatted(file, i + 1);
          records.add(new Line(place, line, record(line, place)));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " can't be read: " + e, e);
    }
    return records;
  }

  private static ControlUpdate record(String line, String place) {
    try {
      return ControlJson.read(null, line.getBytes(UTF_8));
    } catch (MalformedRecord e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }
}
