package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A small file of routing data: {@code small} satisfies on every second row, {@code big} on nine of
 * ten at ten times the price, {@code never} on none. Every third row is of domain {@code b}, the
 * others of {@code a}.
 */
public final class TinyData {

  public static final int ROWS = 60;

  private TinyData() {}

  public static Path write(Path folder) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      rows.append(
          String.format(
              Locale.ROOT,
              "{\"id\":\"r%d\",\"domain\":\"%s\",\"prompt\":\"question %d\",\"in_tokens\":100,"
                  + "\"quality\":[%d,%d,0],\"cost_usd\":[0.001,0.01,0.0005],"
                  + "\"out_tokens\":[100,100,50]}%n",
              i,
              i % 3 == 2 ? "b" : "a",
              i,
              i % 2,
              i % 10 == 0 ? 0 : 1));
    }
    Files.writeString(
        folder.resolve("tiny.models.json"),
        """
        {"models": [
          {"name": "small", "input_usd_per_mtok": 5, "output_usd_per_mtok": 5},
          {"name": "big", "input_usd_per_mtok": 50, "output_usd_per_mtok": 50},
          {"name": "never", "input_usd_per_mtok": 3.3333333, "output_usd_per_mtok": 3.3333333}]}
        """);
    return Files.writeString(folder.resolve("tiny.jsonl"), rows.toString());
  }

  static RoutingData read(Path folder) throws IOException {
    return RoutingData.read(write(folder));
  }

  /** The same with promises that change, in place of the constant one. */
  static EvaluationPlan plan(
      RoutingData data, String policies, FeedbackSetting feedback, TargetPath... paths) {
    return EvaluationPlan.of(data, PolicyChoice.parseList(policies))
        .changing(List.of(paths))
        .feedback(List.of(feedback))
        .build();
  }

  /** Every row once, seed 1, no delay: to be varied by the test. */
  static EvaluationPlan plan(RoutingData data, String policies, FeedbackSetting feedback) {
    return EvaluationPlan.of(data, PolicyChoice.parseList(policies))
        .targets(List.of(0.5))
        .feedback(List.of(feedback))
        .build();
  }
}
