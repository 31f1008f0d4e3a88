package dev.surety.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upstream's key can be replaced while the door runs. */
class UpstreamKeyTest {

  @TempDir private Path folder;

  @Test
  void aFileThatChangesIsReadAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "first\n");
    UpstreamKey key = UpstreamKey.of(file);
    assertThat(key.reveal()).isEqualTo("first");

    Files.writeString(file, "the second\n");
    assertThat(key.reveal()).isEqualTo("first");
    key.look();

    assertThat(key.reveal()).isEqualTo("the second");
    assertThat(key).hasToString("******");
  }

  @Test
  void soIsOneThatKubernetesPutsInItsPlace() throws IOException {
    // A mounted secret is a link to ..data/key, and ..data a link to a folder, which is swapped.
    for (String version : new String[] {"v1", "v2"}) {
      Files.createDirectory(folder.resolve(version));
      Files.writeString(folder.resolve(version).resolve("key"), "key-of-" + version);
    }
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
    Path file = Files.createSymbolicLink(folder.resolve("key"), Path.of("..data", "key"));
    UpstreamKey key = UpstreamKey.of(file);

    Files.delete(data);
    Files.createSymbolicLink(data, Path.of("v2"));
    key.look();

    assertThat(key.reveal()).isEqualTo("key-of-v2");
  }

  @Test
  void whatIsNoKeyChangesNothingAndStopsAStart() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "good");
    UpstreamKey key = UpstreamKey.of(file);
    for (String bad : new String[] {"", "two\nlines", "k\u00e9y"}) {
      Files.writeString(file, bad);
      key.look();
      assertThat(key.reveal()).isEqualTo("good");
      assertThatThrownBy(() -> UpstreamKey.of(file)).hasMessageContaining("must hold one key");
    }
    Files.delete(file);
    key.look();
    assertThat(key.reveal()).isEqualTo("good");
  }
}
