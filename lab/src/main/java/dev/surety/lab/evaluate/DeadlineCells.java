package dev.surety.lab.evaluate;

import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.DeadlineTerms;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.reference.TwoPromiseLp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * The cells of {@code surety evaluate --deadline}: every policy, target and seed with every
 * deadline, each beside the mixture that hindsight finds for both promises on the same requests and
 * the same times.
 *
 * @param latency how long answers take
 * @param deadlines what is promised
 */
record DeadlineCells(EvaluationPlan plan, AnswerLatency latency, List<DeadlineTerms> deadlines) {

  /** Closer to what can't be kept, or to what can, hindsight itself is a matter of luck. */
  private static final double EDGE = 0.01;

  /** What hindsight says of a cell. */
  enum Reach {
    FEASIBLE("yes"),
    EDGE("edge"),
    INFEASIBLE("no");

    private final String word;

    Reach(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** What came of a cell. */
  record Result(
      Cell cell,
      DeadlineTerms deadline,
      Reach reach,
      double satisfaction,
      double inTime,
      double costUsd,
      double lpUsd,
      DeadlineStanding standing) {

    double target() {
      return cell.path().targets().get(0);
    }

    /** As a user would call it: at most a point short of either. */
    boolean isKept() {
      return Floor.withinOnePoint(satisfaction, target())
          && Floor.withinOnePoint(inTime, deadline.share());
    }

    double toLp() {
      return costUsd / lpUsd;
    }
  }

  /** Requests of all cells. */
  long totalRequests() {
    return (long) plan.cells().size() * deadlines.size() * plan.horizon();
  }

  /**
   * Runs everything, cells side by side.
   *
   * @param progress is told by any thread how many requests were decided since
   */
  List<Result> run(int threads, LongConsumer progress) throws InterruptedException {
    plan.policies().forEach(plan.pool()::check);
    Streams streams =
        new Streams(plan.cells().size() / plan.seeds().size() * deadlines.size(), plan::stream);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Result>> running = new ArrayList<>();
      for (DeadlineTerms deadline : deadlines) {
        ReplayPool pool = plan.pool().by(deadline);
        for (Cell cell : plan.cells()) {
          running.add(workers.submit(() -> run(cell, deadline, pool, streams, progress)));
        }
      }
      List<Result> done = new ArrayList<>();
      for (Future<Result> result : running) {
        done.add(result.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private Result run(
      Cell cell, DeadlineTerms deadline, ReplayPool pool, Streams streams, LongConsumer progress) {
    ReplayStream stream = streams.take(cell.seed());
    CellRun run = new CellRun(cell, plan, pool, stream);
    EnvironmentChance chance = AnswerLatency.chance(cell.seed());
    run.takeTime((t, model) -> latency.millis(chance, t, pool.row(stream.row(t)), model));
    TrueOutcomes truth = run.run(progress);
    TwoPromiseLp lp = hindsight(stream, pool, deadline, chance);
    streams.done(cell.seed());
    double target = cell.path().targets().get(0);
    DeadlineStanding standing = run.deadline();
    return new Result(
        cell,
        deadline,
        reach(lp, target, deadline.mayBeLate()),
        truth.satisfaction(),
        1 - (double) truth.late / truth.requests,
        truth.costUsd / truth.requests,
        lp.costUsd(target, deadline.mayBeLate()),
        standing);
  }

  private TwoPromiseLp hindsight(
      ReplayStream stream, ReplayPool pool, DeadlineTerms deadline, EnvironmentChance chance) {
    int models = pool.size();
    double[] cost = new double[models];
    double[] quality = new double[models];
    double[] late = new double[models];
    double one = 1.0 / stream.size();
    for (int t = 0; t < stream.size(); t++) {
      RoutingRow row = pool.row(stream.row(t));
      for (int m = 0; m < models; m++) {
        cost[m] += one * row.costUsd(m);
        quality[m] += one * row.quality(m);
        late[m] += latency.millis(chance, t, row, m) > deadline.millis() ? one : 0;
      }
    }
    return new TwoPromiseLp(cost, quality, late);
  }

  private static Reach reach(TwoPromiseLp lp, double target, double mayBeLate) {
    if (lp.isFeasible(target + EDGE, mayBeLate) && lp.isFeasible(target, mayBeLate - EDGE)) {
      return Reach.FEASIBLE;
    }
    return lp.isFeasible(target - EDGE, mayBeLate) || lp.isFeasible(target, mayBeLate + EDGE)
        ? Reach.EDGE
        : Reach.INFEASIBLE;
  }
}
