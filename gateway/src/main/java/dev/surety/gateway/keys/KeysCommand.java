package dev.surety.gateway.keys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety gateway keys add|list|revoke}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {AddKeyCommand.class, ListKeysCommand.class, RevokeKeyCommand.class},
    description = "Keys that tenants come in with. A door that runs notices changes by itself.")
public final class KeysCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say add, list or revoke.");
  }
}
