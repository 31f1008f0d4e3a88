package dev.surety.gateway.keys;

import dev.surety.domain.TenantTier;
import dev.surety.output.terminal.BadInput;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surety gateway keys add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a key and prints it, this once: only its hash is kept.")
final class AddKeyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--tenant", paramLabel = "NAME", required = true, description = "Whose it is.")
  private String tenant;

  @Option(
      names = "--tier",
      paramLabel = "NAME",
      required = true,
      description = "The tier that whoever brings it gets.")
  private String tier;

  @Mixin private FileOfKeys file;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::add);
  }

  private int add() throws Exception {
    String text = NewKey.add(file.open(), new TenantTier(tenant, tier));
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
