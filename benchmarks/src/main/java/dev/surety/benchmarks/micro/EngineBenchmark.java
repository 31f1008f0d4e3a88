package dev.surety.benchmarks.micro;

import dev.surety.engine.Effects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decisions a second of the engine alone, learning from every fifth answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EngineBenchmark {

  @Param({"surety", "slarouter", "mess-plus"})
  private String policy;

  @Param({"4", "11", "27"})
  private int models;

  private WarmKey key;

  @Setup
  public void warmUp() {
    key = new WarmKey(policy, models);
  }

  @Benchmark
  public Effects routeAndLearn() {
    return key.routeAndLearn();
  }
}
