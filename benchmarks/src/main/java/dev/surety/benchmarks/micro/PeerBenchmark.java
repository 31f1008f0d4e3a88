package dev.surety.benchmarks.micro;

import dev.surety.domain.RoutingRequest;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The engine and Vowpal Wabbit on the same requests, in turns of some milliseconds in one JVM: a
 * decision and what its answer teaches, each time. Requests are made beforehand.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerBenchmark {

  private static final int TURNS = 10;

  /** Of a turn. */
  private static final int DECISIONS = 250;

  @Param({"11"})
  private int models;

  private WarmKey key;
  private VowpalWabbit peer;
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
    key = new WarmKey("surety", models, 1);
    peer = new VowpalWabbit(models);
  }

  @TearDown
  public void close() throws IOException {
    peer.close();
  }

  @Benchmark
  public void inTurns(Turns turns, Blackhole results) {
    for (int turn = 0; turn < TURNS; turn++) {
      for (int i = 0; i < requests.length; i++) {
        requests[i] = key.nextRequest();
      }
      long start = System.nanoTime();
      for (RoutingRequest request : requests) {
        results.consume(key.routeAndLearn(request));
      }
      long between = System.nanoTime();
      for (RoutingRequest request : requests) {
        results.consume(peer.decideAndLearn(request));
      }
      turns.engineNanos += between - start;
      turns.otherNanos += System.nanoTime() - between;
    }
  }
}
