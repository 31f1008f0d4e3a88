package dev.surety.benchmarks.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;

/**
 * Lets feedback through when the requests that it is on, and some thousand more, are made: decided
 * by then, although another source has made them. It waits without blocking its task: barriers have
 * to pass, or the job would wait for feedback, feedback for requests, and requests for the job.
 */
record AfterRequests<S extends SourceSplit>(String run, long first)
    implements RateLimiterStrategy<S> {

  /** More than the buffers between a source and ROUTE hold. */
  static final int LAG = 5_000;

  @Override
  public RateLimiter<S> createRateLimiter(int parallelism) {
    return new Limiter<>(Tally.of(run), first, parallelism * Workload.JUDGED_EVERY);
  }

  private static final class Limiter<S extends SourceSplit> implements RateLimiter<S> {

    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);
    private static final Executor SOON =
        CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS);

    private final Tally tally;
    private final int step;
    private long next;

    Limiter(Tally tally, long first, int step) {
      this.tally = tally;
      this.step = step;
      next = first + step + LAG;
    }

    @Override
    public CompletionStage<Void> acquire(int records) {
      next += (long) step * records;
      CompletableFuture<Void> made = isMade(next) ? NOW : new CompletableFuture<>();
      if (made != NOW) {
        await(next, made);
      }
      return made;
    }

    private boolean isMade(long number) {
      return tally.isOver() || tally.allMade() >= number;
    }

    private void await(long number, CompletableFuture<Void> made) {
      if (isMade(number)) {
        made.complete(null);
      } else {
        SOON.execute(() -> await(number, made));
      }
    }
  }
}
