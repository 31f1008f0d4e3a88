package dev.surety.gateway;

import dev.surety.output.terminal.Commands;
import java.util.List;
import picocli.CommandLine;

/** The front door on a class path of its own, without Flink and the other commands. */
public final class SuretyGateway {

  private SuretyGateway() {}

  public static void main(String[] args) {
    System.exit(Commands.run(commandLine(), args));
  }

  /** This command alone. */
  public static CommandLine commandLine() {
    return Commands.of(
        "Serves OpenAI's API with a promise behind it.", List.of(GatewayCommand.class));
  }
}
