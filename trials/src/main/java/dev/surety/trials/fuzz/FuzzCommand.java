package dev.surety.trials.fuzz;

import dev.surety.output.terminal.Progress;
import dev.surety.trials.fuzz.adversary.AdversaryRun;
import dev.surety.trials.fuzz.adversary.AdversarySummary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
        "Sends broken records between good ones to the real job and counts what became of each;"
            + " then drives the engine alone with well-formed records of somebody who means ill."
            + " Exit code 1 if any did harm.")
public final class FuzzCommand implements Callable<Integer> {

  private static final int MOST = 100_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "Records to send, a third of them bad; 0 leaves the job out (default: ${DEFAULT-VALUE}).")
  private int records;

  @Option(
      names = "--ill-meant",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "Well-formed records at their extremes, over all policies and with changes of promises,"
              + " pool and prices, for the engine without broker and cluster; an hour's worth are"
              + " some 4000000 (default: ${DEFAULT-VALUE}).")
  private int illMeant;

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

  @Override
  public Integer call() throws Exception {
    check("--records", records);
    check("--ill-meant", illMeant);
    boolean harmless = records == 0 || poison();
    return meanIll() && harmless ? 0 : 1;
  }

  private void check(String option, int value) {
    if (value < 0 || value > MOST) {
      throw new ParameterException(
          spec.commandLine(), option + " takes a number from 0 to " + MOST + ", not " + value);
    }
  }

  /** Whether everything held under traffic that is well-formed and meant ill. */
  private boolean meanIll() {
    if (illMeant == 0) {
      return true;
    }
    AdversarySummary result;
    try (Progress progress = progress(illMeant)) {
      result = new AdversaryRun(illMeant, seed, progress::advance).run();
    }
    result.print(System.out);
    return result.holds();
  }

  private boolean poison() throws Exception {
    FuzzSummary result;
    try (Progress progress = progress(records)) {
      result = new FuzzRun(records, seed, progress::advance).run();
    }
    result.print(System.out);
    if (summary != null) {
      result.write(summary);
    }
    return result.harmless();
  }

  private Progress progress(long all) {
    return Progress.towards(all, "fuzz", "records sent", spec.commandLine().getErr());
  }
}
