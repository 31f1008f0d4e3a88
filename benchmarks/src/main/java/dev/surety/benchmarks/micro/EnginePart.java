package dev.surety.benchmarks.micro;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.pipeline.Scratch;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Medians;
import dev.surety.benchmarks.report.Ratio;
import dev.surety.wire.state.LearnerCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** The engine alone, the records around it and the states it keeps, each beside its floor. */
public final class EnginePart implements Part {

  private static final String[] ALL_MODELS = {"4", "11", "27"};

  /** Of 20 turns of the engine and of its arithmetic, less than a tenth of a second. */
  private static final int WARM_UPS = 160;

  private static final int ITERATIONS = 60;

  /** Of ten turns beside Vowpal Wabbit, less than a tenth of a second. */
  private static final int PEER_WARM_UPS = 120;

  private Measurements findings;
  private RunLog progress;
  private Forks forks;

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public void run(Measurements findings, boolean quick, RunLog progress)
      throws RunnerException, IOException {
    this.findings = findings;
    this.progress = progress;
    // On a busy machine the compiler takes seconds to be done with the engine.
    forks = quick ? new Forks(7, 3, 700) : new Forks(8, 5, 800);
    againstDotProducts(quick ? 1 : 3);
    records(quick);
    if (!quick) {
      of(EngineBenchmark.class, "routeAndLearn", "decisions/s", "4", "27");
      of(FloorBenchmark.class, "dotProducts", "decisions/s", "4", "27");
      of(StateCodecBenchmark.class, ".*", "ns", ALL_MODELS);
    }
    findings.ratio(Ratio.LEARNER_BYTES_11_MODELS, learnerBytes(11));
    findings.ratio(Ratio.LEARNER_BYTES_27_MODELS, learnerBytes(27));
    besideVowpalWabbit(quick ? 1 : 3);
  }

  private void againstDotProducts(int rounds) throws RunnerException {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      progress.say("engine: decisions and their arithmetic in turns, JVM " + (round + 1));
      ratios.addAll(Forks.inTurns(InTurnsBenchmark.class, WARM_UPS, ITERATIONS));
    }
    findings.measured(name(), "routeAndLearn over dotProducts, 11 models", "", ratios);
    findings.ratio(Ratio.ENGINE_VS_DOT_PRODUCTS, Medians.of(ratios));
    progress.say("engine: decisions, their arithmetic and what they allocate");
    RunResult decided = one(EngineBenchmark.class, "routeAndLearn");
    double allocated = Forks.allocatedBytes(decided);
    double outcome = Forks.allocatedBytes(one(FloorBenchmark.class, "requestDecisionAndRow"));
    findings.measured(name(), "routeAndLearn, 11 models", "decisions/s", Forks.score(decided));
    findings.measured(
        name(),
        "dotProducts, 11 models",
        "decisions/s",
        Forks.score(one(FloorBenchmark.class, "dotProducts")));
    findings.measured(name(), "routeAndLearn allocates, 11 models", "bytes/decision", allocated);
    findings.measured(
        name(), "request, decision and journal row, 11 models", "bytes/decision", outcome);
    findings.ratio(Ratio.ALLOCATION_BYTES_PER_DECISION, allocated);
    findings.ratio(Ratio.ALLOCATION_BYTES_BEYOND_RESULT, allocated - outcome);
  }

  /** Last, as what is not Java's may take its JVM along. */
  private void besideVowpalWabbit(int rounds) throws RunnerException, IOException {
    try (Scratch scratch = Scratch.open()) {
      Optional<String> missing = VowpalWabbit.install(scratch.folder());
      if (missing.isPresent()) {
        progress.say("engine: without Vowpal Wabbit: " + missing.get());
        return;
      }
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        progress.say("engine: decisions and Vowpal Wabbit's in turns, JVM " + (round + 1));
        ratios.addAll(
            Forks.inTurns(
                PeerBenchmark.class,
                PEER_WARM_UPS,
                ITERATIONS,
                VowpalWabbit.installedIn(scratch.folder())));
      }
      findings.measured(name(), "routeAndLearn over Vowpal Wabbit, 11 models", "", ratios);
      findings.ratio(Ratio.ENGINE_VS_VOWPAL_WABBIT, Medians.of(ratios));
    }
  }

  private void records(boolean quick) throws RunnerException {
    progress.say("engine: records");
    double ours = 0;
    double bare = 0;
    String methods = quick ? "readRequest|readRequestJackson" : ".*";
    for (RunResult result : of(RecordBenchmark.class, methods, "ns")) {
      String method = result.getPrimaryResult().getLabel();
      ours = method.equals("readRequest") ? Forks.score(result) : ours;
      bare = method.equals("readRequestJackson") ? Forks.score(result) : bare;
    }
    findings.ratio(Ratio.REQUEST_JSON_VS_JACKSON, bare / ours);
  }

  private Collection<RunResult> of(
      Class<?> benchmarks, String methods, String unit, String... models) throws RunnerException {
    progress.say("engine: " + benchmarks.getSimpleName());
    Collection<RunResult> results = forks.of(benchmarks, methods, models);
    for (RunResult result : results) {
      findings.measured(name(), Forks.label(result), unit, Forks.score(result));
    }
    return results;
  }

  private RunResult one(Class<?> benchmarks, String method) throws RunnerException {
    return forks.of(benchmarks, method, "11").iterator().next();
  }

  private double learnerBytes(int models) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LearnerCodec.write(new WarmKey("surety", models).learner(), new DataOutputStream(bytes));
    return findings.measured(name(), "learner, " + models + " models", "bytes", bytes.size());
  }
}
