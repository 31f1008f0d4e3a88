package dev.surety.lab;

import dev.surety.lab.embed.EmbedOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code surety embed} where its runtime is not: help and completion know it, and {@code ./surety}
 * builds and starts the one that does the work (docs/decisions/0008).
 */
@Command(
    name = "embed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = EmbedOptions.DESCRIPTION)
final class EmbedCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private EmbedOptions options;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "embeddings are a profile of their own; start this by ./surety embed, which builds it.");
  }
}
