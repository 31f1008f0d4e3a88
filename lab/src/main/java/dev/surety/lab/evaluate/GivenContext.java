package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.lab.train.GivenArtefact;
import dev.surety.policy.Policies;
import dev.surety.policy.tagger.TaggerArtefact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What requests are told apart by, as {@code --context} says it.
 *
 * @param parameter of the policies that have it and are not told otherwise
 * @param tagged whether requests have their domain as tag
 * @param tagger the artefact, where one gives the tags
 */
record GivenContext(String parameter, boolean tagged, Optional<ArtefactUpdate> tagger) {

  private static final String PARAMETER = "context";
  private static final String TAGGER = "tagger:";

  /**
   * Reads the option.
   *
   * @throws IllegalArgumentException for what can't be; the message names the option and the mend
   */
  static GivenContext parse(String text) throws IOException {
    if (text.startsWith(TAGGER) && text.length() > TAGGER.length()) {
      ArtefactUpdate artefact = GivenArtefact.read(Path.of(text.substring(TAGGER.length())));
      if (!artefact.kind().equals(TaggerArtefact.KIND)) {
        throw new IllegalArgumentException(
            "--context: %s holds a %s; surety train tagger writes a tagger"
                .formatted(text.substring(TAGGER.length()), artefact.kind()));
      }
      return new GivenContext(TAGGER + artefact.name(), false, Optional.of(artefact));
    }
    return switch (text) {
      case "tag" -> new GivenContext("tag", true, Optional.empty());
      case "length" -> new GivenContext("tag", false, Optional.empty());
      case "none" -> new GivenContext("none", false, Optional.empty());
      default ->
          throw new IllegalArgumentException(
              "--context must be tag, length, none or tagger:FILE, not '" + text + "'");
    };
  }

  /** The policies with this context, where they have one and say nothing of it. */
  List<PolicyChoice> of(List<PolicyChoice> choices) {
    List<PolicyChoice> told = new ArrayList<>();
    for (PolicyChoice choice : choices) {
      Map<String, String> parameters = new TreeMap<>(choice.parameters());
      boolean has =
          Policies.find(choice.name()).stream()
              .flatMap(kind -> kind.parameters().stream())
              .anyMatch(parameter -> parameter.name().equals(PARAMETER));
      if (has) {
        parameters.putIfAbsent(PARAMETER, parameter);
      }
      told.add(new PolicyChoice(choice.name(), Map.copyOf(parameters)));
    }
    return told;
  }
}
