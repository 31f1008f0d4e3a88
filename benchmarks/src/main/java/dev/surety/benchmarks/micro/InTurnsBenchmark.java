package dev.surety.benchmarks.micro;

import dev.surety.domain.RoutingRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The engine and its bare arithmetic in turns of some milliseconds, in one JVM: on a machine whose
 * speed changes by a third from one minute to the next, forks of their own say more of the minute.
 * Requests are made beforehand.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class InTurnsBenchmark {

  private static final int TURNS = 20;

  /** Of a turn; few enough for their requests to stay in the cache. */
  private static final int DECISIONS = 1_000;

  @Param({"11"})
  private int models;

  private WarmKey key;
  private DotProducts arithmetic;
  private final RoutingRequest[] requests = new RoutingRequest[DECISIONS];

  /** What each side's turns took. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Turns {
    public long engineNanos;
    public long otherNanos;
  }

  @Setup
  public void warmUp() {
    key = new WarmKey("surety", models);
    arithmetic = new DotProducts(models);
  }

  @Benchmark
  public void inTurns(Turns turns, Blackhole results) {
    for (int turn = 0; turn < TURNS; turn++) {
      for (int i = 0; i < requests.length; i++) {
        requests[i] = key.nextRequest();
      }
      long start = System.nanoTime();
      routeAndLearn(results);
      long between = System.nanoTime();
      calculate(results);
      turns.engineNanos += between - start;
      turns.otherNanos += System.nanoTime() - between;
    }
  }

  private void routeAndLearn(Blackhole results) {
    for (RoutingRequest request : requests) {
      results.consume(key.routeAndLearn(request));
    }
  }

  private void calculate(Blackhole results) {
    for (int i = 0; i < requests.length; i++) {
      results.consume(arithmetic.decide());
    }
  }
}
