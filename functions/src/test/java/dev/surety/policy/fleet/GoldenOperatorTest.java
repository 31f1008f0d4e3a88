package dev.surety.policy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.testing.DataFolder;
import dev.surety.testing.RequiresData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The sums and versions are those of the fifth study's trace, step by step. */
@RequiresData
class GoldenOperatorTest {

  private static final Path TRACE =
      DataFolder.path().resolveSibling("research/golden4/operator-6-models.jsonl.gz");

  private final FleetSums sums = new FleetSums();
  private final Map<String, FleetMember> members = new TreeMap<>();
  private final Map<String, Map<Integer, Long>> served = new HashMap<>();
  private final Map<String, Integer> contexts = new HashMap<>();
  private double[] costs;
  private int versions;
  private int labels;
  private int pairs;

  @Test
  void sharesAndVersionsFollowTheTrace() throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(TRACE)), StandardCharsets.UTF_8))) {
      JsonNode head = json.readTree(in.readLine());
      costs = numbers(head.get("cost"));
      FleetEstimate estimate = new FleetEstimate(head.get("buckets").asInt(), 0);
      for (String line; (line = in.readLine()) != null; ) {
        JsonNode event = json.readTree(line);
        switch (event.get("event").asText()) {
          case "served" -> served(event);
          case "label" -> label(event);
          case "version" -> version(event, estimate);
          default -> joint(event);
        }
      }
    }
    System.out.printf("%d labels, %d versions%n", labels, versions);
    assertThat(versions).isGreaterThan(10);
    assertThat(labels).isGreaterThan(1000);
    assertThat(pairs).isGreaterThan(100);
  }

  private void served(JsonNode event) {
    String tenant = event.get("tenant").asText();
    int context = context(event.get("tag").asText());
    served
        .computeIfAbsent(tenant, t -> new HashMap<>())
        .merge(context, event.get("requests").asLong(), Long::sum);
    take(tenant, lesson(tenant, 0, context, 0, 0));
  }

  private void label(JsonNode event) {
    assertThat(sums.isDue()).isFalse();
    labels++;
    String tenant = event.get("tenant").asText();
    double weight = event.get("weight").asDouble();
    double satisfied = weight * event.get("value").asDouble();
    int context = context(event.get("tag").asText());
    double share =
        take(tenant, lesson(tenant, event.get("model").asInt(), context, satisfied, weight));
    assertThat(share).isCloseTo(event.get("share").asDouble(), within(1e-12));
  }

  private void joint(JsonNode event) {
    assertThat(event.get("event").asText()).isEqualTo("joint");
    pairs++;
    String tenant = event.get("tenant").asText();
    Lesson plain = lesson(tenant, event.get("model").asInt(), Lesson.OTHER, 0, 0);
    Lesson.Pair pair = new Lesson.Pair(word(event, "user"), word(event, "judge"), 1);
    take(
        tenant,
        new Lesson(plain.model(), plain.logCost(), Lesson.OTHER, 0, 0, plain.served(), pair));
  }

  private static double word(JsonNode event, String whose) {
    return event.get(whose).asText().equals("up") ? 1 : 0;
  }

  private void version(JsonNode event, FleetEstimate estimate) {
    versions++;
    assertThat(sums.isDue()).isTrue();
    FleetPrior version = estimate.publish(sums, members.values(), event.get("version").asInt());
    JsonNode tags = event.get("tags");
    assertThat(version.rows()).isEqualTo(tags.size());
    for (int b = 0; b < tags.size(); b++) {
      int row = version.row(context(tags.get(b).asText()));
      assertThat(row).isEqualTo(b);
      for (int m = 0; m < costs.length; m++) {
        int index = version.index("m" + m);
        double rate = event.get("F").get(b).get(m).asDouble();
        assertThat(version.rate(b, index)).isCloseTo(rate, within(1e-9));
        assertThat(version.mean(index)).isCloseTo(event.get("Fm").get(m).asDouble(), within(1e-9));
      }
    }
    JudgeRates judge = version.judge();
    JsonNode pooled = event.get("judge");
    assertThat(judge.satisfied()).isCloseTo(pooled.get("J1").asDouble(), within(1e-9));
    assertThat(judge.dissatisfied()).isCloseTo(pooled.get("J0").asDouble(), within(1e-9));
    assertThat(judge.pairsSatisfied()).isCloseTo(pooled.get("n1").asDouble(), within(1e-9));
    assertThat(judge.pairsDissatisfied()).isCloseTo(pooled.get("n0").asDouble(), within(1e-9));
    for (int m = 0; m < costs.length; m++) {
      int index = version.index("m" + m);
      assertThat(judge.satisfied(index)).isCloseTo(event.get("J1").get(m).asDouble(), within(1e-9));
      assertThat(judge.dissatisfied(index))
          .isCloseTo(event.get("J0").get(m).asDouble(), within(1e-9));
    }
  }

  private double take(String tenant, Lesson lesson) {
    return sums.take(members.computeIfAbsent(tenant, t -> new FleetMember()), "gold", lesson, 0);
  }

  private Lesson lesson(String tenant, int m, int context, double satisfied, double weight) {
    long requests = served.getOrDefault(tenant, Map.of()).getOrDefault(context, 0L);
    double logCost = StrictMath.log(costs[m]);
    return new Lesson("m" + m, logCost, context, satisfied, weight, requests);
  }

  /** The study has names; the rarest, {@code other}, has no context of its own. */
  private int context(String tag) {
    return tag.equals("other")
        ? Lesson.OTHER
        : contexts.computeIfAbsent(tag, t -> contexts.size() + 1);
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
