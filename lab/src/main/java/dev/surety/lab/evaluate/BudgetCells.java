package dev.surety.lab.evaluate;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.lab.evaluate.HindsightMixture.Means;
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
   * @param known the same of the mixture that is best by all rows of the data: of who knows the
   *     models, and not which requests will come
   * @param late satisfaction in the second half of the requests
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
      double known,
      double late,
      int days,
      long refused) {

    double target() {
      return cell.path().targets().get(0);
    }

    double toBest() {
      return satisfaction / best;
    }

    double lateToBest() {
      return late / best;
    }

    /**
     * What was satisfied over what was owed: the target, or what this money buys where that is
     * less.
     */
    double toOwed() {
      return satisfaction / Math.min(target(), best);
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
    Means all = Means.of(pool.size(), plan.data().size(), pool::row);
    Streams streams = new Streams(plan.cells().size() / plan.seeds().size(), plan::stream);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Result>>> running = new ArrayList<>();
      for (Cell cell : plan.cells()) {
        running.add(workers.submit(() -> run(cell, pool, all, streams, progress)));
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

  private List<Result> run(
      Cell cell, ReplayPool pool, Means all, Streams streams, LongConsumer progress) {
    ReplayStream stream = streams.take(cell.seed());
    long pace = Math.max(1, DAYS * DAY_MILLIS / stream.size());
    TrueOutcomes free = new CellRun(cell, plan, pool, stream, pace).run(progress);
    Means run = Means.of(pool.size(), stream.size(), t -> pool.row(stream.row(t)));
    List<Result> results = new ArrayList<>();
    for (double share : shares) {
      double usd = Math.max(1e-9, share * free.costUsd);
      BudgetTerms terms = new BudgetTerms(usd, Period.MONTH, ZoneOffset.UTC, hard);
      CellRun paced = new CellRun(cell, plan, pool, stream, pace);
      paced.within(terms);
      Served served = run(paced, stream.size(), progress);
      TrueOutcomes truth = paced.truth();
      results.add(
          new Result(
              cell,
              share,
              free.satisfaction(),
              free.costUsd,
              usd,
              truth.satisfaction(),
              truth.costUsd,
              HindsightMixture.best(run, usd / stream.size()).satisfies(run),
              HindsightMixture.best(all, usd / stream.size()).satisfies(run),
              served.late(),
              served.days(),
              truth.refused));
    }
    streams.done(cell.seed());
    return results;
  }

  /**
   * When a run served.
   *
   * @param days on which anybody was
   * @param late satisfaction in the second half of the requests
   */
  private record Served(int days, double late) {}

  private static Served run(CellRun run, int size, LongConsumer progress) {
    int days = 0;
    int half = size / 2;
    double early = 0;
    for (int day = 0; day < DAYS; day++) {
      int from = (int) ((long) day * size / DAYS);
      int to = (int) ((long) (day + 1) * size / DAYS);
      long refused = run.truth().refused;
      for (int t = from; t < to; t++) {
        early = t == half ? run.truth().satisfied : early;
        run.step(t);
      }
      progress.accept(to - from);
      days += run.truth().refused - refused < to - from || to == from ? 1 : 0;
    }
    run.finish();
    return new Served(days, (run.truth().satisfied - early) / (size - half));
  }
}
