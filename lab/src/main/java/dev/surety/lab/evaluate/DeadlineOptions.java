package dev.surety.lab.evaluate;

import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code surety evaluate} can be told of deadlines. */
final class DeadlineOptions {

  private static final long MOST_MILLIS = 86_400_000;

  private static final String MEND =
      "write MS:SHARE, such as 2000:0.95 for 95 % within 2 s; several with commas";

  @Option(
      names = "--deadline",
      split = ",",
      paramLabel = "MS:SHARE",
      description =
          "A deadline beside the target: this share of answers within so many milliseconds; one or"
              + " several, each with every target. Compared with the cheapest mixture that hindsight"
              + " finds for both promises.")
  private List<String> deadlines = List.of();

  @Option(
      names = "--latency",
      paramLabel = "MODEL",
      description =
          "How long answers take: recorded (where the data tell; the default there), constant or"
              + " lognormal (default), with times of models where the file of the models does not"
              + " tell latency_ms and latency_sigma: lognormal:a=800/0.5,b=3000/0.6 (median in ms and"
              + " standard deviation of its logarithm).")
  private String latency;

  @Option(
      names = "--precedence",
      paramLabel = "P",
      description =
          "Which promise comes first where both can't be kept: quality (default) or deadline.")
  private String precedence;

  /** Whether a deadline is asked for. */
  boolean given() {
    return !deadlines.isEmpty();
  }

  /** What only says something of a deadline. */
  void checkAlone() {
    if (latency != null || precedence != null) {
      throw new IllegalArgumentException(
          "--latency and --precedence are about deadlines; say which with --deadline");
    }
  }

  /**
   * The cells these options ask for.
   *
   * @throws IllegalArgumentException for a value that can't be; the message names option and mend
   */
  DeadlineCells cells(EvaluationPlan plan) {
    if (plan.targets().isEmpty() || !plan.changing().isEmpty()) {
      throw new IllegalArgumentException(
          "--deadline stands beside targets that stay; leave --target-path out");
    }
    for (PolicyChoice policy : plan.policies()) {
      if (policy.baseline().isPresent()) {
        throw new IllegalArgumentException(
            "--deadline: baseline '%s' keeps no deadline; leave one out".formatted(policy.name()));
      }
    }
    List<DeadlineTerms> terms = new ArrayList<>();
    for (String deadline : deadlines) {
      terms.add(terms(deadline.strip()));
    }
    return new DeadlineCells(
        plan, AnswerLatency.parse(latency, plan.data()), terms.stream().distinct().toList());
  }

  private DeadlineTerms terms(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 2) {
        long millis = Long.parseLong(parts[0].strip());
        double share = Double.parseDouble(parts[1].strip());
        if (millis >= 1 && millis <= MOST_MILLIS && share > 0 && share < 1) {
          return new DeadlineTerms(Measure.TOTAL, millis, share, precedence());
        }
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("--deadline: '" + text + "' can't be; " + MEND);
  }

  private Precedence precedence() {
    return switch (precedence == null ? "quality" : precedence) {
      case "quality" -> Precedence.QUALITY;
      case "deadline" -> Precedence.DEADLINE;
      default ->
          throw new IllegalArgumentException(
              "--precedence is quality or deadline, not '" + precedence + "'");
    };
  }
}
