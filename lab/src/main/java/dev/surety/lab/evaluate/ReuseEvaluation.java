package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.lab.evaluate.CachedConversations.Way;
import dev.surety.lab.reference.HindsightReferences;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/** What conversations cost whose prompts are cached: {@code surety evaluate --reuse}. */
record ReuseEvaluation(EvaluationPlan plan, List<Result> results) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String NOTE =
      "in sight: requests say which model holds how much of their prompt. never stay: nobody knows"
          + " of it. always stay: the model of the first turn answers all ten. At target: the cost"
          + " with what is satisfied beyond the target sold, or bought where it lacks, at the"
          + " pool's own price of quality (of the cheapest mixtures a point around the target,"
          + " without caches).";

  /** Half a point to both sides of the target the price of quality is taken. */
  private static final double AROUND = 0.005;

  /** One run; costs in USD of a request. */
  record Result(
      Cell cell, double share, Way way, double satisfaction, double costUsd, double atTargetUsd) {}

  ReuseEvaluation {
    results = List.copyOf(results);
  }

  /** Requests of all runs. */
  static long totalRequests(EvaluationPlan plan, List<Double> shares) {
    return (long) plan.cells().size() * plan.horizon() * shares.size() * Way.values().length;
  }

  /**
   * Runs each cell with each share, each way.
   *
   * @param progress is told by any thread how many requests were decided since
   */
  static ReuseEvaluation run(
      EvaluationPlan uncached,
      int promptTokens,
      List<Double> shares,
      int threads,
      LongConsumer progress)
      throws InterruptedException {
    EvaluationPlan plan = uncached.but().demands(uncached.demands().cached(promptTokens)).build();
    ReplayPool pool = plan.pool();
    plan.policies().forEach(pool::check);
    List<Callable<Result>> runs = new ArrayList<>();
    Streams streams =
        new Streams(
            shares.size() * Way.values().length * plan.cells().size() / plan.seeds().size(),
            plan::stream);
    for (Cell cell : plan.cells()) {
      for (double share : shares) {
        for (Way way : Way.values()) {
          runs.add(
              () -> {
                ReplayStream stream = streams.take(cell.seed());
                CellRun run = new CellRun(cell, plan, pool, stream);
                run.converse(new CachedConversations(way, share, pool));
                Result result = result(cell, share, way, run.run(progress), stream.references());
                streams.done(cell.seed());
                return result;
              });
        }
      }
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Result> results = new ArrayList<>();
      for (Future<Result> result : workers.invokeAll(runs)) {
        results.add(result.get());
      }
      return new ReuseEvaluation(plan, results);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private static Result result(
      Cell cell, double share, Way way, TrueOutcomes truth, HindsightReferences references) {
    double usd = truth.allInUsd() / truth.requests;
    double target = cell.target();
    double price =
        (references.lp(target + AROUND).costUsd() - references.lp(target - AROUND).costUsd())
            / (2 * AROUND * truth.requests);
    double atTarget = usd - (truth.satisfaction() - target) * price;
    return new Result(cell, share, way, truth.satisfaction(), usd, atTarget);
  }

  private Result never(Result other) {
    return results.stream()
        .filter(r -> r.cell().equals(other.cell()) && r.share() == other.share())
        .filter(r -> r.way() == Way.NEVER_STAY)
        .findFirst()
        .orElseThrow();
  }

  void print(PrintWriter text) {
    text.printf(
        "%s: %s requests a run, in conversations of %d turns, %d at once; prompts %s%n%n",
        plan.data().origin(),
        Figures.count(plan.horizon()),
        CachedConversations.TURNS,
        CachedConversations.AT_ONCE,
        plan.demands().promptTokens() == 0
            ? "as in the data"
            : "of " + Figures.count(plan.demands().promptTokens()) + " tokens");
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "policy",
          "target",
          "feedback",
          "seed",
          "cached",
          "way",
          "satisfied",
          "$ a 1,000",
          "at target",
          "to never"
        });
    for (Result result : results) {
      rows.add(
          new String[] {
            result.cell().policy().label(),
            result.cell().path().label(),
            result.cell().feedback().label(),
            Long.toString(result.cell().seed()),
            Figures.percent(result.share()),
            result.way().words(),
            Figures.percent(result.satisfaction()),
            Figures.usd(1000 * result.costUsd()),
            Figures.usd(1000 * result.atTargetUsd()),
            Figures.fixed(result.costUsd() / never(result).costUsd(), 3)
          });
    }
    TextTable.of(6, rows).lines().forEach(text::println);
    text.println(NOTE);
    text.flush();
  }

  void write(Path out, PrintWriter text) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("requests", plan.horizon());
    json.put("prompt_tokens", plan.demands().promptTokens());
    var rows = json.putArray("results");
    for (Result result : results) {
      ObjectNode row = rows.addObject();
      row.put("policy", result.cell().policy().label());
      row.put("target", result.cell().target());
      row.put("feedback", result.cell().feedback().label());
      row.put("seed", result.cell().seed());
      row.put("cached_share", result.share());
      row.put("way", result.way().name().toLowerCase(Locale.ROOT));
      row.put("satisfaction", result.satisfaction());
      row.put("cost_usd_per_request", result.costUsd());
      row.put("at_target_usd_per_request", result.atTargetUsd());
      row.put("cost_to_never_stay", result.costUsd() / never(result).costUsd());
    }
    Path file = out.resolve("reuse.json");
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    text.println("written: " + file);
    text.flush();
  }
}
