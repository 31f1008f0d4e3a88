package dev.surety.tools.log;

import dev.surety.domain.TenantTier;
import dev.surety.tools.audit.WantedTenants;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code audit evaluate} that are about a log of others, and the work with them. */
public final class LogQuestion {

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "In place of a journal: a log of others, as surety import makes it. What each model alone"
              + " would have come to, and what promises would have cost; where the log did not choose"
              + " by chance that is a what-if, and says so.")
  private Path log;

  @Option(
      names = "--targets",
      split = ",",
      paramLabel = "SHARE",
      description =
          "With --log: the promises to price (default: three for each tenant, around what was"
              + " delivered).")
  private List<Double> targets = List.of();

  @Option(
      names = "--odds",
      defaultValue = "2",
      paramLabel = "TIMES",
      description =
          "With --log: how wrong the what-if may be. By so many times the odds of satisfaction of"
              + " requests that a model did not get may differ from those of what it got (default:"
              + " ${DEFAULT-VALUE}; 1 trusts it).")
  private double odds;

  @Option(
      names = "--page",
      paramLabel = "HTML",
      description = "With --log: where the report goes as a page.")
  private Path page;

  /** Whether a log is what is asked. */
  public boolean isAsked() {
    return log != null;
  }

  /**
   * Answers.
   *
   * @param json whether the text is JSON
   * @param summary where the same facts go as JSON, or {@code null}
   * @throws IllegalArgumentException if there is no such log, or an option means nothing
   */
  public void answer(
      WantedTenants tenants, double clip, boolean json, Path summary, PrintWriter out)
      throws IOException {
    if (!(odds >= 1 && odds <= 100)) {
      throw new IllegalArgumentException("--odds is 1 to 100, not " + odds);
    }
    for (double target : targets) {
      if (!(target > 0 && target <= 1)) {
        throw new IllegalArgumentException(
            "--targets are shares above 0 and up to 1, not " + target);
      }
    }
    LogEvaluation.Answer answer =
        LogEvaluation.of(
            log, new LogEvaluation.Question(key -> test(tenants, key), targets, odds, clip));
    if (json) {
      out.println(LogJson.write(answer));
    } else {
      LogText.lines(answer).forEach(out::println);
    }
    if (summary != null) {
      Files.writeString(summary, LogJson.write(answer) + "\n");
    }
    if (page != null) {
      Files.writeString(page, LogPage.write(answer));
      if (!json) {
        out.println("written: " + page);
      }
    }
    out.flush();
  }

  private static boolean test(WantedTenants tenants, String key) {
    int slash = key.lastIndexOf('/');
    return tenants.test(new TenantTier(key.substring(0, slash), key.substring(slash + 1)));
  }
}
