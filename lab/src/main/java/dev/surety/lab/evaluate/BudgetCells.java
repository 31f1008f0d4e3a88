package dev.surety.lab.evaluate;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.lab.data.RoutingRow;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * The cells of {@code surety evaluate --budget}: every policy, target and seed, first without a
 * budget and then with each share of what that has cost, beside the best that the money buys in
 * hindsight of the same requests. A run is the January of 1970, which has {@value #DAYS} days.
 *
 * @param shares of the cost without a budget
 */
record BudgetCells(EvaluationPlan plan, List<Double> shares, boolean hard) {

  static final int DAYS = 31;
  private static final long DAY_MILLIS = 86_400_000;

  /**
   * What came of a cell.
   *
   * @param free satisfaction without a budget, at {@code freeUsd}
   * @param best satisfaction of the best fixed mixture that costs no more than the budget
   * @param days on which somebody was served, of {@link #DAYS}
   */
  record Result(
      Cell cell,
      double share,
      double free,
      double freeUsd,
      double budgetUsd,
      double satisfaction,
      double costUsd,
      double best,
      int days,
      long refused) {

    double target() {
      return cell.path().targets().get(0);
    }

    double toBest() {
      return satisfaction / best;
    }

    double spent() {
      return costUsd / budgetUsd;
    }
  }

  /** Requests of all cells. */
  long totalRequests() {
    return (long) plan.cells().size() * (1 + shares.size()) * plan.horizon();
  }

  /**
   * Runs everything, cells side by side.
   *
   * @param progress is told by any thread how many requests were decided since
   */
  List<Result> run(int threads, LongConsumer progress) throws InterruptedException {
    ReplayPool pool = plan.pool();
    plan.policies().forEach(pool::check);
    Streams streams = new Streams(plan.cells().size() / plan.seeds().size(), plan::stream);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Result>>> running = new ArrayList<>();
      for (Cell cell : plan.cells()) {
        running.add(workers.submit(() -> run(cell, pool, streams, progress)));
      }
      List<Result> done = new ArrayList<>();
      for (Future<List<Result>> results : running) {
        done.addAll(results.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private List<Result> run(Cell cell, ReplayPool pool, Streams streams, LongConsumer progress) {
    ReplayStream stream = streams.take(cell.seed());
    long pace = Math.max(1, DAYS * DAY_MILLIS / stream.size());
    TrueOutcomes free = new CellRun(cell, plan, pool, stream, pace).run(progress);
    List<Result> results = new ArrayList<>();
    for (double share : shares) {
      double usd = Math.max(1e-9, share * free.costUsd);
      BudgetTerms terms = new BudgetTerms(usd, Period.MONTH, ZoneOffset.UTC, hard);
      CellRun run = new CellRun(cell, plan, pool, stream, pace);
      run.within(terms);
      int days = run(run, stream.size(), progress);
      TrueOutcomes truth = run.truth();
      results.add(
          new Result(
              cell,
              share,
              free.satisfaction(),
              free.costUsd,
              usd,
              truth.satisfaction(),
              truth.costUsd,
              best(stream, pool, usd / stream.size()),
              days,
              truth.refused));
    }
    streams.done(cell.seed());
    return results;
  }

  /** Says on how many days somebody was served. */
  private static int run(CellRun run, int size, LongConsumer progress) {
    int days = 0;
    for (int day = 0; day < DAYS; day++) {
      int from = (int) ((long) day * size / DAYS);
      int to = (int) ((long) (day + 1) * size / DAYS);
      long refused = run.truth().refused;
      for (int t = from; t < to; t++) {
        run.step(t);
      }
      progress.accept(to - from);
      days += run.truth().refused - refused < to - from || to == from ? 1 : 0;
    }
    run.finish();
    return days;
  }

  /** Satisfaction of the best mixture of two models that costs so much a request at most. */
  private static double best(ReplayStream stream, ReplayPool pool, double usd) {
    int models = pool.size();
    double[] cost = new double[models];
    double[] quality = new double[models];
    double one = 1.0 / stream.size();
    for (int t = 0; t < stream.size(); t++) {
      RoutingRow row = pool.row(stream.row(t));
      for (int m = 0; m < models; m++) {
        cost[m] += one * row.costUsd(m);
        quality[m] += one * row.quality(m);
      }
    }
    double best = 0;
    for (int a = 0; a < models; a++) {
      for (int b = 0; b < models; b++) {
        if (cost[a] <= usd) {
          double part = cost[b] <= usd ? 1 : (usd - cost[a]) / (cost[b] - cost[a]);
          best = Math.max(best, quality[a] + part * (quality[b] - quality[a]));
        }
      }
    }
    if (best == 0) {
      int cheapest = 0;
      for (int m = 1; m < models; m++) {
        cheapest = cost[m] < cost[cheapest] ? m : cheapest;
      }
      // Not even the cheapest answers all: as many as it can for the money.
      best = quality[cheapest] * usd / cost[cheapest];
    }
    return best;
  }
}
