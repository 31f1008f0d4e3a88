package dev.surety.policy.surety;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.testing.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A shared data set as the study uses it: models with 2% or more nulls dropped, then rows with a
 * null; models in order of mean cost; costs divided by the largest mean.
 */
record RoutingData(
    String name,
    double[][] quality,
    double[][] cost,
    String[] domain,
    double[] meanQuality,
    double[] meanCost) {

  static RoutingData load(String name) throws IOException {
    Path file = DataFolder.path().resolve(name + ".jsonl.gz");
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.add(json.readTree(line));
      }
    }
    int all = rows.get(0).get("quality").size();
    int[] kept =
        IntStream.range(0, all)
            .filter(m -> rows.stream().filter(r -> missing(r, m)).count() < 0.02 * rows.size())
            .toArray();
    List<JsonNode> whole =
        rows.stream().filter(r -> IntStream.of(kept).noneMatch(m -> missing(r, m))).toList();
    double[] mean = new double[all];
    for (int m : kept) {
      mean[m] =
          whole.stream()
              .mapToDouble(r -> r.get("cost_usd").get(m).asDouble())
              .average()
              .orElseThrow();
    }
    int[] order =
        IntStream.of(kept)
            .boxed()
            .sorted(Comparator.comparingDouble(m -> mean[m]))
            .mapToInt(m -> m)
            .toArray();
    double unit = mean[order[order.length - 1]];
    double[][] quality = new double[whole.size()][order.length];
    double[][] cost = new double[whole.size()][order.length];
    double[] meanQuality = new double[order.length];
    double[] meanCost = new double[order.length];
    String[] domain = new String[whole.size()];
    for (int r = 0; r < quality.length; r++) {
      domain[r] = whole.get(r).get("domain").asText();
      for (int m = 0; m < order.length; m++) {
        quality[r][m] = whole.get(r).get("quality").get(order[m]).asDouble();
        cost[r][m] = whole.get(r).get("cost_usd").get(order[m]).asDouble() / unit;
        meanQuality[m] += quality[r][m] / quality.length;
        meanCost[m] += cost[r][m] / quality.length;
      }
    }
    return new RoutingData(name, quality, cost, domain, meanQuality, meanCost);
  }

  private static boolean missing(JsonNode row, int m) {
    return row.get("quality").get(m).isNull() || row.get("cost_usd").get(m).isNull();
  }

  int models() {
    return meanCost.length;
  }

  int rows() {
    return quality.length;
  }

  /** Cheapest model's mean and a share of the gap to the best. */
  double target(double share) {
    double best = java.util.Arrays.stream(meanQuality).max().orElseThrow();
    return meanQuality[0] + share * (best - meanQuality[0]);
  }

  /** [LP] Cost of the cheapest fixed mixture that reaches the target, with hindsight. */
  double cheapestMixture(double target) {
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < models(); j++) {
      if (meanQuality[j] >= target) {
        best = Math.min(best, meanCost[j]);
        for (int i = 0; i < models(); i++) {
          if (meanQuality[i] < target) {
            double w = (target - meanQuality[i]) / (meanQuality[j] - meanQuality[i]);
            best = Math.min(best, (1 - w) * meanCost[i] + w * meanCost[j]);
          }
        }
      }
    }
    return best;
  }
}
