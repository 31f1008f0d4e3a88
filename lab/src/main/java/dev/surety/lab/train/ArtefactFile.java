package dev.surety.lab.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.policy.Policies;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.MalformedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One artefact in a file: the JSON of the control record that publishes it, on one line. */
final class ArtefactFile {

  private ArtefactFile() {}

  public static void write(Path file, ArtefactUpdate artefact) throws IOException {
    Files.writeString(file, new String(ControlJson.write(artefact).value(), UTF_8) + "\n");
  }

  /**
   * Reads an artefact that policies can use.
   *
   * @throws IllegalArgumentException if the file holds none; the message says what is wrong
   */
  public static ArtefactUpdate read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + file + "; check the path");
    }
    try {
      ControlUpdate update = ControlJson.read(null, Files.readAllBytes(file));
      if (update instanceof ArtefactUpdate artefact) {
        Policies.check(artefact);
        return artefact;
      }
      throw new IllegalArgumentException("it is a record about " + update.subject());
    } catch (MalformedRecord | IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " holds no artefact: " + e.getMessage(), e);
    }
  }
}
