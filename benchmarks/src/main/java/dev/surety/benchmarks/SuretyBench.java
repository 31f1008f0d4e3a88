package dev.surety.benchmarks;

import dev.surety.benchmarks.gateway.GatewayPart;
import dev.surety.benchmarks.kafka.KafkaPart;
import dev.surety.benchmarks.micro.EnginePart;
import dev.surety.benchmarks.micro.IdleTenantsCommand;
import dev.surety.benchmarks.micro.JmhCommand;
import dev.surety.benchmarks.pipeline.PipelinePart;
import dev.surety.benchmarks.pipeline.StatePart;
import dev.surety.benchmarks.report.BenchCommand;
import dev.surety.benchmarks.tools.ToolsPart;
import java.util.List;
import picocli.CommandLine;

/** The command {@code ./surety bench}, with all parts that it measures. */
public final class SuretyBench {

  private SuretyBench() {}

  /**
   * The command that measures everything there is to measure. Exit codes: 0 done, 1 failed or worse
   * than the baseline, 2 bad usage.
   */
  public static CommandLine command() {
    return new CommandLine(
            new BenchCommand(
                List.of(
                    new EnginePart(),
                    new PipelinePart(),
                    new KafkaPart(),
                    StatePart.ofBothBackends(),
                    StatePart.ofAMillion(),
                    new ToolsPart(),
                    new GatewayPart())))
        .addSubcommand(JmhCommand.class)
        .addSubcommand(IdleTenantsCommand.class);
  }
}
