package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.policy.Prior;
import dev.surety.wire.json.ControlJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenArtefactTest {

  @TempDir private Path folder;

  @Test
  void isTheVeryRecordThatIsPublished() throws IOException {
    String payload = new Prior(new TreeMap<>(Map.of("a", new Prior.Seen(0.5, 9))), "t").write();
    ArtefactUpdate artefact = new ArtefactUpdate(Prior.KIND, "mine", 3, payload);
    assertThat(GivenArtefact.read(file(artefact))).isEqualTo(artefact);
  }

  @Test
  void whatIsNoneIsRefusedWithOptionFileAndMend() throws IOException {
    refused(folder.resolve("no"), "there is no file");
    refused(Files.writeString(folder.resolve("text"), "no json"), "/text");
    refused(file(new ModelRemoved("small", 2)), "model/small");
    refused(file(new ArtefactUpdate("proteus", "mine", 1, "{}")), "missing");
  }

  @Test
  void proteusTakesTheOnlyOneUnlessItNamesOne() {
    ArtefactUpdate a = new ArtefactUpdate("proteus", "a", 1, "");
    ArtefactUpdate b = new ArtefactUpdate("proteus", "b", 1, "");
    ArtefactUpdate prior = new ArtefactUpdate("prior", "p", 1, "");
    Map<String, String> named = Map.of("artefact", "a");
    assertThat(GivenArtefact.named("proteus", Map.of(), List.of(prior, a))).isEqualTo(named);
    assertThat(GivenArtefact.named("proteus", named, List.of(b))).isEqualTo(named);
    assertThat(GivenArtefact.named("proteus", Map.of(), List.of(a, b))).isEmpty();
    assertThat(GivenArtefact.named("surety", Map.of(), List.of(a))).isEmpty();
  }

  private void refused(Path file, String why) {
    assertThatThrownBy(() -> GivenArtefact.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--artefact: ")
        .hasMessageContainingAll(why, "surety train proteus");
  }

  private Path file(ControlUpdate update) throws IOException {
    return Files.write(folder.resolve("record"), ControlJson.write(update).value());
  }
}
