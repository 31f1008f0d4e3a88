package dev.surety.tools.artefact;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.policy.Policies;
import dev.surety.policy.proteus.ProteusArtefact;
import dev.surety.policy.proteus.ProteusPolicy;
import dev.surety.wire.ControlJson;
import dev.surety.wire.MalformedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file that holds one artefact as the very record that is published on the control topic. */
public final class ArtefactFile {

  /** The parameter by which an SLA of {@code proteus} names its artefact. */
  private static final String PARAMETER = "artefact";

  private ArtefactFile() {}

  /**
   * Reads {@code --artefact FILE}.
   *
   * @throws IllegalArgumentException if there is no such file, it holds something else or policies
   *     can't use what it holds; the message names the file and the mend
   * @throws IOException if it can't be read
   */
  public static ArtefactUpdate read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--artefact: there is no file " + file + "; surety train proteus writes one");
    }
    try {
      ControlUpdate update = ControlJson.read(null, Files.readAllBytes(file));
      if (update instanceof ArtefactUpdate artefact) {
        return checked(file, artefact);
      }
      throw new IllegalArgumentException(
          "--artefact: %s is a control record about %s, not an artefact; give the file that surety"
                  .formatted(file, update.subject())
              + " train proteus wrote");
    } catch (MalformedRecord e) {
      throw new IllegalArgumentException(
          "--artefact: %s holds no control record: %s; give the file that surety train proteus wrote"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static ArtefactUpdate checked(Path file, ArtefactUpdate artefact) {
    try {
      Policies.check(artefact);
      return artefact;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--artefact: " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The parameters of an SLA, with the artefact named where {@code proteus} is to run and only one
   * of these can be meant.
   */
  public static Map<String, String> named(
      String policy, Map<String, String> parameters, List<ArtefactUpdate> artefacts) {
    List<ArtefactUpdate> candidates =
        artefacts.stream().filter(a -> a.kind().equals(ProteusArtefact.KIND)).toList();
    if (!policy.equals(ProteusPolicy.NAME)
        || parameters.containsKey(PARAMETER)
        || candidates.size() != 1) {
      return parameters;
    }
    Map<String, String> named = new TreeMap<>(parameters);
    named.put(PARAMETER, candidates.get(0).name());
    return named;
  }
}
