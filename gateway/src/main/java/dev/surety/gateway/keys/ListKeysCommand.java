package dev.surety.gateway.keys;

import dev.surety.output.terminal.Printable;
import dev.surety.output.terminal.TextTable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code surety gateway keys list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows whose keys there are, and which are revoked. No key can be shown again.")
final class ListKeysCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FileOfKeys file;

  @Override
  public Integer call() throws IOException {
    TextTable table = new TextTable(5, "id", "tenant", "tier", "made", "revoked");
    for (ApiKey key : file.existing().read()) {
      table.row(
          Printable.of(key.id()),
          Printable.of(key.owner().tenant()),
          Printable.of(key.owner().tier()),
          Printable.of(key.created()),
          key.revoked() == null ? "" : Printable.of(key.revoked()));
    }
    table.lines().forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
