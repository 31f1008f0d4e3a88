package dev.surety.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.output.terminal.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeyRingTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("keys.jsonl");
  }

  private String keys(int exit, String... words) {
    StringWriter said = new StringWriter();
    CommandLine surety = Commands.of("", List.of(KeysCommand.class));
    surety.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    String[] all = new String[words.length + 3];
    all[0] = "keys";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--file";
    all[words.length + 2] = file.toString();
    assertThat(surety.execute(all)).as(said.toString()).isEqualTo(exit);
    return said.toString().strip();
  }

  @Test
  void aKeyIsPrintedOnceAndOnlyItsHashIsKept() throws IOException {
    String key = keys(0, "add", "--tenant", "acme", "--tier", "gold");

    assertThat(key).matches("sk-surety-[0-9a-f]{10}-[A-Za-z0-9_-]{43}");
    assertThat(Files.readString(file))
        .doesNotContain(key.substring(21))
        .contains("\"tenant\":\"acme\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    KeyRing ring = new KeyRing(file);
    assertThat(ring.owner(key)).hasToString("acme/gold");
    for (String other :
        List.of("", "sk-surety-", key + "x", key.substring(1), "sk-surety-" + "0".repeat(54))) {
      assertThat(ring.owner(other)).as(other).isNull();
    }
    char last = key.charAt(key.length() - 1);
    assertThat(ring.owner(key.substring(0, key.length() - 1) + (last == 'A' ? 'E' : 'A'))).isNull();
  }

  @Test
  void aRevokedKeyCountsNoLongerOnceTheFileIsLookedAt() throws IOException {
    String key = keys(0, "add", "--tenant", "acme", "--tier", "gold");
    String other = keys(0, "add", "--tenant", "beta", "--tier", "free");
    KeyRing ring = new KeyRing(file);

    assertThat(keys(0, "revoke", KeyText.id(key))).isEqualTo("revoked " + KeyText.id(key));
    ring.look();

    assertThat(ring.owner(key)).isNull();
    assertThat(ring.owner(other)).hasToString("beta/free");
    assertThat(keys(0, "list")).contains("acme").contains("beta").doesNotContain(other);
    assertThat(keys(2, "revoke", "nobody")).contains("there is no key 'nobody'");
  }

  @Test
  void aFileThatBreaksChangesNothing() throws IOException {
    String key = keys(0, "add", "--tenant", "acme", "--tier", "gold");
    KeyRing ring = new KeyRing(file);

    Files.writeString(file, "{ half");
    ring.look();
    assertThat(ring.owner(key)).isNotNull();
    Files.delete(file);
    ring.look();
    assertThat(ring.owner(key)).isNotNull();
  }

  @Test
  void oneThatKubernetesPutsInItsPlaceCounts() throws IOException {
    String key = keys(0, "add", "--tenant", "acme", "--tier", "gold");
    Path link = Files.createSymbolicLink(folder.resolve("mounted"), file);
    KeyRing ring = new KeyRing(link);

    Files.delete(link);
    Path none = Files.writeString(folder.resolve("none.jsonl"), "");
    Files.createSymbolicLink(link, none);
    ring.look();

    assertThat(ring.owner(key)).isNull();
  }

  @Test
  void aFileThatIsNotThereOrIsBrokenStopsTheStart() throws IOException {
    assertThatThrownBy(() -> new KeyRing(file)).hasMessageContaining("./surety gateway keys add");
    Files.writeString(file, "{\"id\":\"a\",\"sha256\":\"short\"}\n");
    assertThatThrownBy(() -> new KeyRing(file)).hasMessageContaining("line 1");
    assertThat(keys(2, "add", "--tenant", "a/b", "--tier", "gold"))
        .contains("must not contain '/'");
  }
}
