package dev.surety.benchmarks.micro;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH benchmarks, each in a JVM of its own.
 *
 * @param warmUps iterations of {@code millis} before any counts
 * @param iterations that count
 */
record Forks(int warmUps, int iterations, int millis) {

  /** Bytes that were allocated per call, as the GC profiler has it. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** All results of the methods that a pattern finds; {@code models} of none means all. */
  Collection<RunResult> of(Class<?> benchmarks, String methods, String... models)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\Q" + benchmarks.getName() + "\\E\\.(" + methods + ")")
            .forks(1)
            .warmupIterations(warmUps)
            .warmupTime(TimeValue.milliseconds(millis))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(millis))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (models.length > 0) {
      options = options.param("models", models);
    }
    if (benchmarks == EngineBenchmark.class) {
      options = options.param("policy", "surety");
    }
    return new Runner(options.build()).run();
  }

  /**
   * The engine's speed over that of another, by what the counters {@code engineNanos} and {@code
   * otherNanos} of a benchmark say: one figure for every call of it.
   *
   * @param jvm what the JVM is told besides
   */
  static List<Double> inTurns(Class<?> benchmark, int warmUps, int iterations, String... jvm)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\Q" + benchmark.getName() + "\\E\\.")
            .forks(1)
            .jvmArgsAppend(jvm)
            .warmupIterations(warmUps)
            .measurementIterations(iterations)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    List<Double> ratios = new ArrayList<>();
    for (RunResult run : new Runner(options.build()).run()) {
      for (BenchmarkResult fork : run.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          ratios.add(nanos(iteration, "otherNanos") / nanos(iteration, "engineNanos"));
        }
      }
    }
    return ratios;
  }

  private static double nanos(IterationResult iteration, String counter) {
    return iteration.getSecondaryResults().get(counter).getScore();
  }

  static double score(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  static double allocatedBytes(RunResult result) {
    return result.getSecondaryResults().get(ALLOCATED).getScore();
  }

  /** The method, and of how many models it is where that matters. */
  static String label(RunResult result) {
    String models = result.getParams().getParam("models");
    return result.getPrimaryResult().getLabel() + (models == null ? "" : ", " + models + " models");
  }
}
