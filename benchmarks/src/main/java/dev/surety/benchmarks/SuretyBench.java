package dev.surety.benchmarks;

import dev.surety.benchmarks.kafka.KafkaPart;
import dev.surety.benchmarks.micro.EnginePart;
import dev.surety.benchmarks.micro.IdleTenants;
import dev.surety.benchmarks.pipeline.PipelinePart;
import dev.surety.benchmarks.pipeline.StatePart;
import dev.surety.benchmarks.report.BenchCommand;
import dev.surety.tools.terminal.PlainErrors;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.Main;
import picocli.CommandLine;

/**
 * The command {@code ./surety bench}. Beside it, {@code bench jmh ...} is JMH itself over the
 * benchmarks of this module, and {@code bench idle-tenants [N]} prints what tenants keep that were
 * seen once. Exit codes: 0 done, 1 failed or worse than the baseline, 2 bad usage.
 */
public final class SuretyBench {

  private SuretyBench() {}

  public static void main(String[] args) throws IOException {
    String first = args.length == 0 ? "" : args[0];
    switch (first) {
      case "idle-tenants" -> System.exit(IdleTenants.main(args));
      case "jmh" -> Main.main(Arrays.copyOfRange(args, 1, args.length));
      default -> System.exit(commandLine().execute(args));
    }
  }

  /** The command that measures everything there is to measure. */
  public static CommandLine commandLine() {
    return PlainErrors.on(
        new CommandLine(
            new BenchCommand(
                List.of(new EnginePart(), new PipelinePart(), new KafkaPart(), new StatePart()))));
  }
}
