package dev.surety.operate.control;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety control put|sync|list|down|drain|up|price|budget|fleet|health}. */
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      PutCommand.class,
      SyncCommand.class,
      ListCommand.class,
      DownCommand.class,
      DrainCommand.class,
      UpCommand.class,
      PriceCommand.class,
      BudgetCommand.class,
      SwitchCommand.Fleet.class,
      SwitchCommand.Health.class
    },
    description =
        "Models, prices, promises, budgets and artefacts: what is in force, and changes to it.")
public final class ControlCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say put, sync, list, down, drain, up, price, budget, fleet or health.");
  }
}
