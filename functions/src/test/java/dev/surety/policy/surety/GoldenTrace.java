package dev.surety.policy.surety;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.policy.RoutingPolicy.Mark;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.JudgeRates;
import dev.surety.testing.DataFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** One of the studies' golden traces: a case and its events in order. */
record GoldenTrace(JsonNode head, List<JsonNode> events) {

  /** Those of the fifth study. */
  private static final List<String> FIFTH =
      List.of(
          "all-11-models",
          "cheap-untried-11-models",
          "fleet-4-models",
          "fleet-tags-6-models",
          "judge-5-models",
          "learned-costs-6-models");

  /**
   * The trace of this name in the fifth study has a fault after its first alarm: of the evidence
   * since the change detector's last zero the answers that the judge has settled are taken for
   * unsettled, so the ledger counts them twice. This one is of the same program with that mended:
   * beside JU or JD the counts since zero take {@code ns += 1}, or {@code Si -= 1} where the
   * silence came first, as those of the model do, and give back what a user has overruled. The
   * study's other traces are the same under both.
   */
  private static final Path ONE_SIDED =
      Path.of("src/test/resources/judge-one-sided-4-models.jsonl.gz");

  static List<Path> files() throws IOException {
    Path research = DataFolder.path().resolveSibling("research");
    try (Stream<Path> files = Files.list(research.resolve("golden"))) {
      List<Path> all = new ArrayList<>();
      all.add(ONE_SIDED);
      Stream.concat(
              files.filter(f -> f.toString().endsWith(".jsonl.gz")).sorted(),
              FIFTH.stream().map(f -> research.resolve("golden4/" + f + ".jsonl.gz")))
          .forEach(all::add);
      return all;
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
                    head.path("cheap_untried").asBoolean() ? 0.02 : 0,
                    "judgedContexts",
                    0.0)));
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
    if (hasJudge()) {
      algorithm.appoint(state, head.get("judge_up_if_satisfied").asDouble());
    }
    return state;
  }

  boolean hasJudge() {
    return head.path("judge").asBoolean();
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
        of(known, means),
        30,
        judge(event, known));
  }

  private static double[] of(List<Integer> known, JsonNode column) {
    return known.stream().mapToDouble(m -> column.get(m).asDouble()).toArray();
  }

  private static JudgeRates judge(JsonNode event, List<Integer> known) {
    JsonNode judge = event.get("judge");
    return judge == null
        ? null
        : new JudgeRates(
            judge.get("J1").asDouble(),
            judge.get("J0").asDouble(),
            judge.get("n1").asDouble(),
            judge.get("n0").asDouble(),
            of(known, event.get("J1")),
            of(known, event.get("J0")));
  }

  private static String name(int slot) {
    return "m" + slot;
  }

  /**
   * Applies one event; for a {@code route} the proposal is filled. Of a user's and a judge's word
   * on one answer the trace's fleet alone learns how often the judge errs.
   */
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
      case "feedback" -> {
        Outcome said =
            switch (event.get("outcome").asText()) {
              case "up" -> Outcome.satisfied();
              case "down" -> Outcome.dissatisfied();
              default -> Outcome.silent();
            };
        if (event.has("judged")) {
          double word = event.get("judged").asText().equals("up") ? 1 : 0;
          Mark now = new Mark(state.account.scale, state.learner.resets(m));
          algorithm.overruled(state, m, bucket, word, said, now);
        } else {
          algorithm.learn(state, m, bucket, said, false);
        }
      }
      case "judge" -> {
        String user = event.get("user").asText();
        if (user.equals("silent") || user.equals("open")) {
          double word = event.get("outcome").asText().equals("up") ? 1 : 0;
          boolean wasSilent = user.equals("silent") && !state.learner.equalRates();
          algorithm.judged(state, m, bucket, word, wasSilent);
        }
      }
      default -> throw new IllegalStateException("unknown event " + event);
    }
  }
}
