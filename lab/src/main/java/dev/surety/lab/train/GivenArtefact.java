package dev.surety.lab.train;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.policy.ParameterSpec;
import dev.surety.policy.Policies;
import dev.surety.policy.PolicyKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The option {@code --artefact FILE} of the commands that play trained policies. */
public final class GivenArtefact {

  private GivenArtefact() {}

  /**
   * @throws IllegalArgumentException if the file holds none that policies can use; the message
   *     names the option, the file and the mend
   * @throws IOException if it can't be read
   */
  public static ArtefactUpdate read(Path file) throws IOException {
    try {
      return ArtefactFile.read(file);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--artefact: "
              + e.getMessage()
              + "; surety train proteus and surety train tagger write such files",
          e);
    }
  }

  /**
   * The parameters of an SLA, with the artefact named where the policy needs one and only one of
   * these can be meant.
   */
  public static Map<String, String> named(
      String policy, Map<String, String> parameters, List<ArtefactUpdate> artefacts) {
    ParameterSpec needed = Policies.find(policy).flatMap(PolicyKind::neededArtefact).orElse(null);
    if (needed == null || parameters.containsKey(needed.name())) {
      return parameters;
    }
    List<ArtefactUpdate> candidates =
        artefacts.stream().filter(a -> a.kind().equals(needed.artefact().name())).toList();
    if (candidates.size() != 1) {
      return parameters;
    }
    Map<String, String> named = new TreeMap<>(parameters);
    named.put(needed.name(), candidates.get(0).name());
    return named;
  }
}
