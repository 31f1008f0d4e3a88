package dev.surety.console;

import dev.surety.benchmarks.SuretyBench;
import dev.surety.demo.run.DemoCommand;
import dev.surety.gateway.GatewayCommand;
import dev.surety.lab.SuretyLab;
import dev.surety.operate.control.ControlCommand;
import dev.surety.operate.deadletters.DeadLettersCommand;
import dev.surety.operate.status.StatusCommand;
import dev.surety.operate.topics.TopicsCommand;
import dev.surety.output.terminal.Commands;
import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.journal.JournalCommand;
import dev.surety.tools.savepoint.FileSystems;
import dev.surety.tools.state.StateCommand;
import dev.surety.trials.cluster.ClusterCommand;
import dev.surety.trials.cluster.TakeSavepoint;
import dev.surety.trials.door.DoorTrialCommand;
import dev.surety.trials.drill.DrillCommand;
import dev.surety.trials.fuzz.FuzzCommand;
import dev.surety.trials.overload.OverloadCommand;
import dev.surety.trials.soak.SoakCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code ./surety}: every command of the house. */
public final class Surety {

  private static final String DESCRIPTION =
      "Routes every request to the cheapest model that keeps the promise.";

  private Surety() {}

  public static void main(String[] args) {
    try {
      FileSystems.use(System.getenv());
    } catch (RuntimeException e) {
      System.err.println(
          "surety: SURETY_PLUGINS, FLINK_PLUGINS_DIR or FLINK_CONF_DIR: " + e.getMessage());
      System.exit(CommandLine.ExitCode.USAGE);
    }
    System.exit(Commands.run(commandLine(), args));
  }

  /** The whole command line. */
  public static CommandLine commandLine() {
    List<Class<?>> commands = new ArrayList<>(List.of(DemoCommand.class));
    commands.addAll(SuretyLab.COMMANDS);
    commands.addAll(
        List.of(
            StateCommand.class,
            AuditCommand.class,
            JournalCommand.class,
            TopicsCommand.class,
            GatewayCommand.class,
            ControlCommand.class,
            StatusCommand.class,
            DeadLettersCommand.class,
            ClusterCommand.class,
            TakeSavepoint.class,
            SoakCommand.class,
            DrillCommand.class,
            FuzzCommand.class,
            OverloadCommand.class,
            DoorTrialCommand.class));
    CommandLine surety = Commands.of(DESCRIPTION, commands);
    surety.addSubcommand(SuretyBench.command());
    surety.addSubcommand(CompletionCommand.class);
    return Commands.told(surety);
  }
}
