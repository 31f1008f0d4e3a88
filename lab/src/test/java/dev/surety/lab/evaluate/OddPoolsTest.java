package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.lab.data.RoutingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the pool is like, an evaluation ends, and prints no figure that is none. */
class OddPoolsTest {

  private static final int ROWS = 200;

  @TempDir private Path folder;

  /** Models are evenly spaced in satisfaction, each {@code ratio} times as dear as the last. */
  @ParameterizedTest(
      name = "{0} models from {1} USD, times {2}, graded {3}, satisfaction {4} to {5}")
  @CsvSource({
    "1, 1, 1, false, 0.8, 0.8",
    "2, 1, 10, true, 0.5, 0.9",
    "2, 0, 1, false, 0.5, 0.9",
    "2, 1, 1e-9, false, 0.5, 0.9",
    "3, 1e-9, 1e6, false, 0.5, 0.9",
    "30, 0.01, 1.4, true, 0.3, 0.9",
    "2, 1, 10, false, 1, 1",
    "2, 1, 10, false, 0, 0",
  })
  void anyPool(int models, double first, double ratio, boolean graded, double low, double high)
      throws IOException, InterruptedException {
    RoutingData data = write(models, first, ratio, graded, low, high);
    Evaluation evaluation =
        new Evaluator(
                EvaluationPlan.of(
                        data, PolicyChoice.parseList("surety,slarouter,mess-plus,best-mixture"))
                    .targets(
                        TargetShares.of(data, TargetShares.STANDARD).stream().distinct().toList())
                    .feedback(FeedbackSetting.STANDARD)
                    .build())
            .run(2, n -> {});
    assertThat(evaluation.cells())
        .allSatisfy(c -> assertThat(c.truth().satisfaction()).isBetween(0.0, 1.0));
    String all = String.join("\n", ResultsText.of(evaluation)) + ResultsJson.write(evaluation);
    assertThat(all).doesNotContain("NaN").doesNotContain("Infinity");
    assertThat(EvaluationPage.write(evaluation)).doesNotContain("NaN").doesNotContain("Infinity");
  }

  private RoutingData write(
      int models, double first, double ratio, boolean graded, double low, double high)
      throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> pool =
        IntStream.range(0, models).mapToObj(m -> price(m, first * Math.pow(ratio, m))).toList();
    Files.writeString(
        folder.resolve("odd.models.json"), "{\"models\":[" + String.join(",", pool) + "]}");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      StringBuilder quality = new StringBuilder();
      StringBuilder cost = new StringBuilder();
      StringBuilder tokens = new StringBuilder();
      for (int m = 0; m < models; m++) {
        String comma = m == 0 ? "" : ",";
        double mean = low + (high - low) * m / Math.max(1, models - 1);
        double noise = graded ? random.nextDouble(0.2) - 0.1 : 0;
        double one = random.nextDouble() < mean ? 1 : 0;
        double value = graded ? Math.max(0, Math.min(1, mean + noise)) : one;
        quality.append(comma).append(String.format(Locale.ROOT, "%.3f", value));
        cost.append(comma).append(200e-6 * first * Math.pow(ratio, m));
        tokens.append(comma).append(100);
      }
      rows.append(
          "{\"id\":\"r%d\",\"domain\":\"d\",\"prompt\":\"?\",\"in_tokens\":100,\"quality\":[%s],\"cost_usd\":[%s],\"out_tokens\":[%s]}%n"
              .formatted(i, quality, cost, tokens));
    }
    return RoutingData.read(Files.writeString(folder.resolve("odd.jsonl"), rows.toString()));
  }

  private static String price(int m, double usd) {
    return "{\"name\":\"m%d\",\"input_usd_per_mtok\":%s,\"output_usd_per_mtok\":%s}"
        .formatted(m, usd, usd);
  }
}
