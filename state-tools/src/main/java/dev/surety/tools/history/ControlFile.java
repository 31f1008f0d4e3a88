package dev.surety.tools.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.wire.ControlJson;
import dev.surety.wire.MalformedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Control records as people keep them: one JSON object a line, as on the control topic. */
final class ControlFile {

  private ControlFile() {}

  /**
   * Reads all lines; blank ones are passed over.
   *
   * @throws IllegalArgumentException naming file and line of what is no control record
   */
  static List<ControlUpdate> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + file + "; check the path");
    }
    List<ControlUpdate> updates = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          updates.add(record(lines.get(i), file, i + 1));
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " can't be read: " + e, e);
    }
    return updates;
  }

  private static ControlUpdate record(String line, Path file, int number) {
    try {
      return ControlJson.read(null, line.getBytes(UTF_8));
    } catch (MalformedRecord e) {
      throw new IllegalArgumentException(
          "%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }
}
