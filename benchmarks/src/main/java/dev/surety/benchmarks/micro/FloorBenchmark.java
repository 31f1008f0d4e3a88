package dev.surety.benchmarks.micro;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.RoutingRequest;
import java.util.ArrayList;
import java.util.List;
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

/** What a decision costs at the least: its arithmetic, and the objects that leave the engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FloorBenchmark {

  @Param({"4", "11", "27"})
  private int models;

  private DotProducts arithmetic;
  private WarmKey key;
  private Decided row;
  private String[] names;
  private double[] figures;

  @Setup
  public void fill() {
    arithmetic = new DotProducts(models);
    key = new WarmKey("surety", models);
    row = (Decided) key.routeAndLearn().rows().get(0);
    names = new String[models];
    figures = new double[models];
  }

  @Benchmark
  public double dotProducts() {
    return arithmetic.decide();
  }

  /** The request that the benchmark of the engine makes, a decision on it, and its row. */
  @Benchmark
  public JournalRow requestDecisionAndRow() {
    RoutingRequest request = key.nextRequest();
    Decision d = row.decision();
    Decision decision =
        new Decision(
            new String(d.decisionId().toCharArray()),
            request.requestId(),
            request.key(),
            d.model(),
            d.apply(),
            List.of(),
            new ArrayList<>(d.fallbacks()),
            d.solicit(),
            d.explored(),
            d.propensity(),
            d.expectedCostUsd(),
            d.expectedSatisfaction(),
            d.policy(),
            d.reason(),
            d.decidedAt(),
            null);
    JournalRow.Stamp s = row.stamp();
    return new Decided(
        new JournalRow.Stamp(s.run(), s.epoch(), s.key(), s.seq(), s.time()),
        request,
        row.config(),
        row.seed(),
        decision,
        row.target(),
        row.queue(),
        row.v(),
        row.exploreProbability(),
        row.catchingUp(),
        row.infeasible(),
        new CandidateColumns(
            names, figures.clone(), figures.clone(), figures.clone(), figures.clone()),
        0,
        false,
        Double.NaN);
  }
}
