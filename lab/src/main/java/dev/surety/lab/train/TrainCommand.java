package dev.surety.lab.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains a policy on routing data, or buckets on prompts.",
    subcommands = {TrainProteusCommand.class, TrainTaggerCommand.class})
public final class TrainCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name what to train: proteus or tagger.");
  }
}
