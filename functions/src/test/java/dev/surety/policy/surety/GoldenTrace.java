package dev.surety.policy.surety;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.testing.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** One of the studies' golden traces: a case and its events in order. */
record GoldenTrace(JsonNode head, List<JsonNode> events) {

  /** Those of the fifth study that need no judge. */
  private static final List<String> WITHOUT_JUDGE =
      List.of(
          "cheap-untried-11-models",
          "fleet-4-models",
          "fleet-tags-6-models",
          "learned-costs-6-models");

  static List<Path> files() throws IOException {
    Path research = DataFolder.path().resolveSibling("research");
    try (Stream<Path> files = Files.list(research.resolve("golden"))) {
      return Stream.concat(
              files.filter(f -> f.toString().endsWith(".jsonl.gz")).sorted(),
              WITHOUT_JUDGE.stream().map(f -> research.resolve("golden4/" + f + ".jsonl.gz")))
          .toList();
    }
  }

  static GoldenTrace read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      JsonNode head = json.readTree(in.readLine());
      List<JsonNode> events =
          in.lines()
              .map(
                  line -> {
                    try {
                      return json.readTree(line);
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  })
              .toList();
      return new GoldenTrace(head, events);
    }
  }

  SuretyAlgorithm algorithm() {
    double buckets = head.get("buckets").asInt();
    return new SuretyAlgorithm(
        SuretyConstants.defaults()
            .with(
                Map.of(
                    "buckets",
                    buckets,
                    "tolerance",
                    head.get("tol").asDouble(),
                    "hopelessQuota",
                    head.path("cheap_untried").asBoolean() ? 0.02 : 0)));
  }

  SuretyState start(SuretyAlgorithm algorithm, Precision precision) {
    SuretyTerms terms =
        new SuretyTerms(
            head.get("alpha").asDouble(),
            head.get("satisfied_rate").asDouble(),
            head.get("dissatisfied_rate").asDouble(),
            false,
            learnsCosts(),
            head.get("tags").asBoolean());
    SuretyState state = algorithm.start(terms, precision);
    for (JsonNode cost : head.get("cost")) {
      algorithm.addModel(state, cost.asDouble(), 0, 0);
    }
    TagCells cells = state.learner.cells;
    for (int b = 0; cells != null && b < cells.buckets() - 1; b++) {
      cells.owner[b] = context(b);
    }
    return state;
  }

  boolean learnsCosts() {
    return head.path("costs").asText().equals("learned");
  }

  private static int context(int bucket) {
    return bucket + 1;
  }

  /** What a version says; of a model that the fleet does not know it says nothing. */
  static FleetPrior version(JsonNode event) {
    JsonNode means = event.get("Fm");
    List<Integer> known =
        IntStream.range(0, means.size()).filter(m -> !means.get(m).isNull()).boxed().toList();
    JsonNode rows = event.get("F");
    double[][] rates = new double[rows.size()][];
    for (int b = 0; b < rates.length; b++) {
      JsonNode row = rows.get(b);
      rates[b] = known.stream().mapToDouble(m -> row.get(m).asDouble()).toArray();
    }
    return new FleetPrior(
        known.stream().map(GoldenTrace::name).toList(),
        IntStream.range(0, rates.length - 1).map(GoldenTrace::context).toArray(),
        rates,
        known.stream().mapToDouble(m -> means.get(m).asDouble()).toArray(),
        30);
  }

  private static String name(int slot) {
    return "m" + slot;
  }

  /** Applies one event; for a {@code route} the proposal is filled. */
  static void apply(
      SuretyAlgorithm algorithm, SuretyState state, JsonNode event, RouteProposal proposal) {
    if (event.get("event").asText().equals("fleet")) {
      algorithm.take(state, version(event), GoldenTrace::name);
      return;
    }
    int m = event.get("model").asInt();
    int bucket = state.learner.cells == null ? 0 : event.get("bucket").asInt();
    switch (event.get("event").asText()) {
      case "route" -> {
        algorithm.route(state, bucket, null, proposal);
        algorithm.serve(state, m, bucket);
      }
      case "paid" -> algorithm.paid(state, m, bucket, event.get("cost").asDouble());
      case "feedback" ->
          algorithm.learn(
              state,
              m,
              bucket,
              switch (event.get("outcome").asText()) {
                case "up" -> Outcome.satisfied();
                case "down" -> Outcome.dissatisfied();
                default -> Outcome.silent();
              },
              false);
      default -> throw new IllegalStateException("unknown event " + event);
    }
  }
}
