package dev.surety.operate.control;

import dev.surety.domain.ControlUpdate;
import dev.surety.wire.json.ControlFile;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How every command changes the control topic: it checks, shows, asks and publishes. */
final class Publication {

  /** Makes the records of a command of what is in force. */
  @FunctionalInterface
  interface Wanted {
    /**
     * @param now epoch milliseconds
     * @throws IllegalArgumentException if they can't be made
     */
    List<ControlFile.Line> records(ControlInForce inForce, long now);
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ControlTopic topic;

  @Option(names = "--dry-run", description = "Show what would change, and publish nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Publish without asking.")
  private boolean yes;

  /** Publishes what is wanted, if it is; gives the exit code: 1 if somebody said no. */
  int publish(Wanted wanted) throws IOException, InterruptedException {
    return publish(false, wanted);
  }

  /**
   * @param touch whether what is there already is sent again
   */
  int publish(boolean touch, Wanted wanted) throws IOException, InterruptedException {
    topic.check();
    ControlInForce inForce = topic.read();
    long now = System.currentTimeMillis();
    ChangePlan plan = ChangePlan.of(inForce, wanted.records(inForce, now), now);
    return conclude(plan, touch, this::ask);
  }

  /**
   * @param ask gets the question, and gives the answer or {@code null}
   */
  int conclude(ChangePlan plan, boolean touch, UnaryOperator<String> ask)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    ChangeText.lines(plan).forEach(out::println);
    out.flush();
    List<ControlUpdate> records = touch ? plan.all() : plan.toPublish();
    int count = records.size();
    int code = ExitCode.OK;
    if (count == 0) {
      out.println("Nothing to publish.");
    } else if (dryRun) {
      out.printf("%,d to publish; --dry-run: nothing is sent.%n", count);
    } else if (yes || isYes(ask.apply(question(count)))) {
      topic.publish(records);
      out.printf("Published %,d on topic '%s', acknowledged.%n", count, topic.name());
    } else {
      out.println("Nothing is sent.");
      code = ExitCode.SOFTWARE;
    }
    out.flush();
    return code;
  }

  private String question(int count) {
    return "Publish %,d on topic '%s'? [y/N] ".formatted(count, topic.name());
  }

  private static boolean isYes(String answer) {
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  private String ask(String question) {
    Console console = System.console();
    if (console == null) {
      throw new ParameterException(
          spec.commandLine(), "Nobody can be asked here; add --yes to publish, or --dry-run.");
    }
    return console.readLine("%s", question);
  }
}
