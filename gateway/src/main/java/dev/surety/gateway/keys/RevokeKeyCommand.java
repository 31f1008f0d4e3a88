package dev.surety.gateway.keys;

import dev.surety.output.terminal.BadInput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety gateway keys revoke}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ends a key. Answers that have begun with it are finished.")
final class RevokeKeyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = "As 'list' shows it; the ten characters behind sk-surety-.")
  private String id;

  @Mixin private FileOfKeys file;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::revoke);
  }

  private int revoke() throws Exception {
    String named = KeyText.id(id) == null ? id : KeyText.id(id);
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    file.existing().change(keys -> revoked(keys, named, now));
    spec.commandLine().getOut().println("revoked " + named);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static List<ApiKey> revoked(List<ApiKey> keys, String id, String now) {
    if (keys.stream().noneMatch(key -> key.id().equals(id))) {
      throw new IllegalArgumentException("there is no key '" + id + "'; 'list' shows them");
    }
    return keys.stream()
        .map(key -> key.id().equals(id) && key.revoked() == null ? key.revokedAt(now) : key)
        .toList();
  }
}
