package dev.surety.tools.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.policy.Prior;
import dev.surety.wire.ControlJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactFileTest {

  @TempDir private Path folder;

  @Test
  void holdsTheVeryRecordThatIsPublished() throws IOException {
    String payload = new Prior(new TreeMap<>(Map.of("a", new Prior.Seen(0.5, 9))), "t").write();
    ArtefactUpdate artefact = new ArtefactUpdate(Prior.KIND, "mine", 3, payload);
    assertThat(ArtefactFile.read(file(artefact))).isEqualTo(artefact);
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> ArtefactFile.read(folder.resolve("no")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("--artefact: there is no file", "surety train proteus");
  }

  @Test
  void whatIsNoArtefactIsRefusedWithTheFilesName() throws IOException {
    Path text = Files.writeString(folder.resolve("f"), "no json");
    assertThatThrownBy(() -> ArtefactFile.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("/f holds no control record", "surety train proteus");
    Path removed = file(new ModelRemoved("small", 2));
    assertThatThrownBy(() -> ArtefactFile.read(removed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("about model/small, not an artefact");
  }

  @Test
  void whatNoPolicyCanUseIsRefused() throws IOException {
    Path broken = file(new ArtefactUpdate("proteus", "mine", 1, "{}"));
    assertThatThrownBy(() -> ArtefactFile.read(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("--artefact: ", "/r: ", "missing");
  }

  @Test
  void proteusTakesTheOnlyArtefactUnlessItNamesOne() {
    ArtefactUpdate a = new ArtefactUpdate("proteus", "a", 1, "");
    ArtefactUpdate b = new ArtefactUpdate("proteus", "b", 1, "");
    ArtefactUpdate prior = new ArtefactUpdate("prior", "p", 1, "");
    Map<String, String> named = Map.of("artefact", "a");
    assertThat(ArtefactFile.named("proteus", Map.of(), List.of(prior, a))).isEqualTo(named);
    assertThat(ArtefactFile.named("proteus", named, List.of(b))).isEqualTo(named);
    assertThat(ArtefactFile.named("proteus", Map.of(), List.of(a, b))).isEmpty();
    assertThat(ArtefactFile.named("surety", Map.of(), List.of(a))).isEmpty();
  }

  private Path file(ControlUpdate update) throws IOException {
    return Files.write(folder.resolve("r"), ControlJson.write(update).value());
  }
}
