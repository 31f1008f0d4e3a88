package dev.surety.benchmarks.pipeline;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How far a measured job is. Its tasks and the harness run in one JVM but share no object, as Flink
 * serializes all that it is given; they meet here, under a name. The one static of the benchmarks.
 */
public final class Tally {

  private static final ConcurrentMap<String, Tally> OF_RUNS = new ConcurrentHashMap<>();

  private final LongAdder decisions = new LongAdder();
  private final AtomicLong[] positions;
  private final ServiceTimes serviceTimes = new ServiceTimes();
  private volatile boolean slow;
  private volatile boolean over;

  private Tally(int sources) {
    positions = new AtomicLong[sources];
    for (int i = 0; i < sources; i++) {
      positions[i] = new AtomicLong(Long.MIN_VALUE);
    }
  }

  public static Tally begin(String run, int sources) {
    Tally tally = new Tally(sources);
    OF_RUNS.put(run, tally);
    return tally;
  }

  /**
   * @throws IllegalStateException if the run is over, or of another JVM
   */
  static Tally of(String run) {
    Tally tally = OF_RUNS.get(run);
    if (tally == null) {
      throw new IllegalStateException("run " + run + " is not measured in this JVM");
    }
    return tally;
  }

  public static void end(String run) {
    OF_RUNS.remove(run).over = true;
  }

  boolean isOver() {
    return over;
  }

  void slowDown() {
    slow = true;
  }

  boolean isSlow() {
    return slow;
  }

  /** What {@link TimedFunction} measured. */
  public ServiceTimes serviceTimes() {
    return serviceTimes;
  }

  void decided() {
    decisions.increment();
  }

  long decisions() {
    return decisions.sum();
  }

  /** A source of requests has made this one, and all of its own before. */
  void made(int source, long number) {
    positions[source].lazySet(number);
  }

  /** Up to where all requests are made. */
  long allMade() {
    long least = Long.MAX_VALUE;
    for (AtomicLong position : positions) {
      least = Math.min(least, position.get());
    }
    return least;
  }
}
