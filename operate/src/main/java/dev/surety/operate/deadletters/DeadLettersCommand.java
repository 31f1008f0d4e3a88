package dev.surety.operate.deadletters;

import dev.surety.operate.kafka.KafkaFailure;
import dev.surety.output.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety dead-letters list|replay}. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "What the job refused, and why; sends it again once the cause is mended.")
public final class DeadLettersCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say list or replay.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Counts dead letters by topic and reason, and shows the newest.")
  int list(
      @Mixin DeadLetterTopic topic,
      @Mixin LetterFilter filter,
      @Option(
              names = "--newest",
              paramLabel = "N",
              defaultValue = "20",
              description = "Show so many (default: ${DEFAULT-VALUE}).")
          int newest)
      throws IOException {
    List<DeadLetter> letters = topic.read(filter);
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Long> counts = new TreeMap<>();
    letters.forEach(letter -> counts.merge(kind(letter), 1L, Long::sum));
    out.printf("%,d dead letters%n", letters.size());
    counts.forEach((kind, count) -> out.printf("%,10d  %s%n", count, kind));
    letters.stream()
        .skip(Math.max(0, letters.size() - Math.max(0, newest)))
        .forEach(
            letter ->
                out.printf(
                    "%s  %s  %s%n    %s%n",
                    letter.appendedAt(),
                    letter.address(),
                    reason(letter),
                    Printable.of(letter.rejection().detail())));
    out.flush();
    return 0;
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Sends the refused records to their topics again, with their own keys, bytes, headers"
            + " and timestamps; each dead letter at most once, however often this is run.",
        "What ROUTE refused (no_sla, no_models, no_artefact, too_many_keys, budget_spent) is sent"
            + " without its prompt: the prompt is not in the dead letter. What was too large to be kept whole is not sent."
      })
  int replay(
      @Mixin DeadLetterTopic topic,
      @Mixin LetterFilter filter,
      @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
          boolean dryRun)
      throws IOException {
    List<DeadLetter> letters = topic.read(filter);
    if (letters.stream().anyMatch(letter -> letter.topic().equals(topic.name()))) {
      throw new IOException(
          "a dead letter says it came from " + topic.name() + " itself; nothing is sent");
    }
    try {
      PrintWriter out = spec.commandLine().getOut();
      new DeadLetterReplay(topic.brokers()).run(letters, dryRun).print(out, dryRun);
      out.flush();
      return 0;
    } catch (KafkaException e) {
      throw KafkaFailure.of(e);
    }
  }

  private static String kind(DeadLetter letter) {
    return reason(letter) + " from " + letter.topic();
  }

  private static String reason(DeadLetter letter) {
    return letter.rejection().reason().name().toLowerCase(Locale.ROOT);
  }
}
