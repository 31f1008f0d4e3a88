package dev.surety.lab.evaluate;

import dev.surety.lab.fleet.DomainRows;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * What the fleets of a plan came to, in the order of the plan: independent of how many threads
 * worked.
 */
record FleetEvaluation(FleetPlan plan, List<Fleet> fleets) {

  /**
   * One fleet.
   *
   * @param versions of its prior that were published
   * @param cpuNanos processor time
   */
  record Fleet(FleetRun.Key key, List<TenantResult> tenants, int versions, long cpuNanos) {

    Fleet {
      tenants = List.copyOf(tenants);
    }
  }

  FleetEvaluation {
    fleets = List.copyOf(fleets);
  }

  /** Those that differ by policy, users or seed, fleets of one policy together. */
  static List<FleetRun.Key> keys(FleetPlan plan) {
    List<FleetRun.Key> keys = new ArrayList<>();
    for (PolicyChoice policy : plan.base().policies()) {
      for (FeedbackSetting feedback : plan.base().feedback()) {
        plan.base().seeds().forEach(seed -> keys.add(new FleetRun.Key(policy, feedback, seed)));
      }
    }
    return keys;
  }

  /** Requests of all fleets. */
  static long totalRequests(FleetPlan plan) {
    long served = plan.tenants() + (plan.newcomers() > 0 ? plan.tenants() + plan.newcomers() : 0);
    return served * plan.base().horizon() * keys(plan).size();
  }

  /**
   * Runs everything, fleets side by side.
   *
   * @param progress is told by any thread how many requests were decided since
   * @throws IllegalArgumentException if a policy of the plan can't run on its data
   */
  static FleetEvaluation run(FleetPlan plan, int threads, LongConsumer progress)
      throws InterruptedException {
    EvaluationPlan base = plan.base();
    ReplayPool pool = base.pool();
    base.policies().forEach(pool::check);
    DomainRows domains = DomainRows.of(base.data());
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Fleet>> running = new ArrayList<>();
      for (FleetRun.Key key : keys(plan)) {
        running.add(workers.submit(() -> run(plan, key, pool, domains, progress)));
      }
      List<Fleet> done = new ArrayList<>();
      for (Future<Fleet> fleet : running) {
        done.add(fleet.get());
      }
      return new FleetEvaluation(plan, done);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException bad) {
        throw bad;
      }
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  /**
   * Runs each fleet of a plan with an outage once for each way to know of it, side by side.
   *
   * @param progress is told by any thread how many requests were decided since
   */
  static List<OutageResult> outages(FleetPlan plan, int threads, LongConsumer progress)
      throws InterruptedException {
    ReplayPool pool = plan.base().pool();
    plan.base().policies().forEach(pool::check);
    DomainRows domains = DomainRows.of(plan.base().data());
    List<Callable<OutageResult>> runs = new ArrayList<>();
    for (FleetRun.Key key : keys(plan)) {
      for (OutagePlan.Knowledge knowledge : OutagePlan.Knowledge.values()) {
        runs.add(
            () -> {
              FleetRun run = new FleetRun(plan, key, pool, domains, knowledge);
              return OutageResult.of(key, knowledge, run.run(progress), run.outage());
            });
      }
    }
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<OutageResult> results = new ArrayList<>();
      for (Future<OutageResult> result : workers.invokeAll(runs)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private static Fleet run(
      FleetPlan plan,
      FleetRun.Key key,
      ReplayPool pool,
      DomainRows domains,
      LongConsumer progress) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long cpu = clock.getCurrentThreadCpuTime();
    FleetRun run = new FleetRun(plan, key, pool, domains);
    List<TenantResult> tenants = run.run(progress);
    return new Fleet(key, tenants, run.versions(), clock.getCurrentThreadCpuTime() - cpu);
  }

  /** Summaries by policy and feedback of those who were there from the start. */
  List<FleetSummary> summaries() {
    List<FleetSummary> summaries = new ArrayList<>();
    for (PolicyChoice policy : plan.base().policies()) {
      for (FeedbackSetting feedback : plan.base().feedback()) {
        List<TenantResult> tenants =
            fleets.stream()
                .filter(f -> f.key().policy().equals(policy) && f.key().feedback().equals(feedback))
                .flatMap(f -> f.tenants().stream())
                .toList();
        double versions =
            fleets.stream()
                .filter(f -> f.key().policy().equals(policy) && f.key().feedback().equals(feedback))
                .mapToInt(Fleet::versions)
                .average()
                .orElse(0);
        summaries.add(new FleetSummary(policy, feedback, versions, tenants));
      }
    }
    return summaries;
  }

  /** Decisions for each second of processor time, everything around them included. */
  double perCpuSecond() {
    double nanos = fleets.stream().mapToDouble(Fleet::cpuNanos).sum();
    return totalRequests(plan) / nanos * 1e9;
  }
}
