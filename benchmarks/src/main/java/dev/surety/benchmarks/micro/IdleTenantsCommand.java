package dev.surety.benchmarks.micro;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./surety bench idle-tenants}. */
@Command(
    name = "idle-tenants",
    mixinStandardHelpOptions = true,
    description = "Prints the bytes that tenants keep which were seen once.")
public final class IdleTenantsCommand implements Callable<Integer> {

  private static final int MOST = 10_000_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TENANTS",
      defaultValue = "1000000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int tenants;

  @Override
  public Integer call() throws IOException {
    if (tenants < 1 || tenants > MOST) {
      throw new ParameterException(
          spec.commandLine(), "TENANTS: give a number of tenants, 1 to " + MOST);
    }
    IdleTenants.print(tenants, spec.commandLine().getOut());
    return 0;
  }
}
