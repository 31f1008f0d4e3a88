package dev.surety.demo.fuzz;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety fuzz}. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sends broken records between good ones to the real job and counts what became of each."
            + " Exit code 1 if any did harm.")
public final class FuzzCommand implements Callable<Integer> {

  private static final int MOST = 100_000_000;
  private static final int LINES = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Records to send, a third of them bad (default: ${DEFAULT-VALUE}).")
  private int records;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which records are made (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write what became of them there too, as JSON.")
  private Path summary;

  private long sent;

  @Override
  public Integer call() throws Exception {
    if (records < 1 || records > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--records takes a number from 1 to " + MOST + ", not " + records);
    }
    FuzzSummary result;
    if (System.console() == null) {
      result = new FuzzRun(records, seed, this::line).run();
    } else {
      try (ProgressBar bar =
          new ProgressBarBuilder()
              .setTaskName("fuzz")
              .setInitialMax(records)
              .setStyle(ProgressBarStyle.ASCII)
              .build()) {
        result = new FuzzRun(records, seed, bar::stepBy).run();
      }
    }
    result.print(System.out);
    if (summary != null) {
      result.write(summary);
    }
    return result.harmless() ? 0 : 1;
  }

  private void line(long more) {
    long tenths = sent * LINES / records;
    sent += more;
    if (sent * LINES / records > tenths) {
      System.err.printf("fuzz: %,d of %,d records sent%n", sent, (long) records);
    }
  }
}
