package dev.surety.lab.evaluate;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Runs the cells of a plan side by side. */
final class Evaluator {

  private final EvaluationPlan plan;
  private final ReplayPool pool;
  private final Streams streams;

  /**
   * @throws IllegalArgumentException if a policy of the plan can't run on its data
   */
  Evaluator(EvaluationPlan plan) {
    this.plan = plan;
    pool = plan.pool();
    plan.policies().forEach(pool::check);
    int cellsPerSeed = plan.cells().size() / plan.seeds().size();
    streams = new Streams(cellsPerSeed, plan::stream);
  }

  /** Requests of all cells. */
  long totalRequests() {
    return (long) plan.cells().size() * plan.horizon();
  }

  /**
   * Runs everything.
   *
   * @param progress is told by any thread how many requests were decided since
   */
  Evaluation run(int threads, LongConsumer progress) throws InterruptedException {
    List<Cell> cells = plan.cells();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<CellResult>> results = new ArrayList<>();
      cells.forEach(cell -> results.add(null));
      // Seed by seed, so that few streams are in memory at a time.
      IntStream.range(0, cells.size())
          .boxed()
          .sorted(Comparator.comparing(i -> plan.seeds().indexOf(cells.get(i).seed())))
          .forEach(i -> results.set(i, workers.submit(() -> run(cells.get(i), progress))));
      List<CellResult> done = new ArrayList<>();
      for (Future<CellResult> result : results) {
        done.add(result.get());
      }
      return Evaluation.of(plan, done);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private CellResult run(Cell cell, LongConsumer progress) {
    ReplayStream stream = streams.take(cell.seed());
    CellRun run = new CellRun(cell, plan, pool, stream);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long wall = System.nanoTime();
    long cpu = clock.getCurrentThreadCpuTime();
    TrueOutcomes truth = run.run(progress);
    long cpuNanos = clock.getCurrentThreadCpuTime() - cpu;
    long wallNanos = System.nanoTime() - wall;
    streams.done(cell.seed());
    return CellResult.of(
        cell, truth, stream, new CellResult.Times(cpuNanos, wallNanos, run.times().median()));
  }
}
