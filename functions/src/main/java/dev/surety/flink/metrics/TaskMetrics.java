package dev.surety.flink.metrics;

import dev.surety.domain.Decision;
import dev.surety.engine.PoolTimeline;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** All tenants of one task of ROUTE together, and what it knows of the pool. */
final class TaskMetrics {

  final BookMetrics books;

  private final RecentLatencies latencies;
  private final Published satisfaction;
  private final Published target;
  private final Published queue;
  private final Published targetInfeasible;
  private final Published failingModels;
  private final Published openDecisions;
  private final Published tenants;
  private final Published poolSize;
  private final Published unconfirmedPrices;
  private final Published unreadableControl;
  private final Counter newKeys;
  private final Counter removedKeys;
  private final KeysMet met = new KeysMet();
  private double satisfactionSum;
  private double targetSum;
  private long samples;
  private long decisions;

  TaskMetrics(MetricGroup group) {
    books = new BookMetrics(group);
    latencies = group.histogram(RouterMetric.DECISION_LATENCY.key(), new RecentLatencies());
    satisfaction = books.gauge(RouterMetric.SATISFACTION);
    target = books.gauge(RouterMetric.TARGET);
    queue = books.gauge(RouterMetric.QUEUE);
    targetInfeasible = books.gauge(RouterMetric.TARGET_INFEASIBLE);
    failingModels = books.gauge(RouterMetric.FAILING_MODELS);
    openDecisions = books.gauge(RouterMetric.OPEN_DECISIONS);
    tenants = books.gauge(RouterMetric.TENANTS);
    poolSize = books.gauge(RouterMetric.POOL_SIZE);
    unconfirmedPrices = books.gauge(RouterMetric.UNCONFIRMED_PRICES);
    unreadableControl = books.gauge(RouterMetric.UNREADABLE_CONTROL);
    newKeys = group.counter(RouterMetric.NEW_KEYS.key());
    removedKeys = group.counter(RouterMetric.REMOVED_KEYS.key());
    satisfaction.set(Double.NaN);
    target.set(Double.NaN);
  }

  /** The key is about to change; what an earlier run left it with is in the sums from now on. */
  void meet(String key, AccountChange before) {
    if (met.add(key)) {
      tenants.set(met.size());
      addLevels(before);
    }
  }

  /** A key is kept of which nothing was. */
  void began() {
    newKeys.inc();
  }

  /** A key is kept no longer: what it had is in the sums no more. */
  void forget(AccountChange change) {
    removedKeys.inc();
    addLevels(change);
  }

  void add(AccountChange change, Decision decision, double promised, long latencyMillis) {
    books.add(change, decision);
    addLevels(change);
    satisfactionSum += change.satisfactionSum;
    samples += change.samples;
    // What stands for answers where silence counts may lie outside of [0, 1].
    satisfaction.set(Math.max(0, Math.min(1, satisfactionSum / samples)));
    if (decision != null) {
      targetSum += promised;
      decisions++;
      target.set(targetSum / decisions);
      latencies.update(latencyMillis);
    }
  }

  private void addLevels(AccountChange change) {
    queue.add(change.queue);
    openDecisions.add(change.open);
    targetInfeasible.add(change.beyondReach);
  }

  /** So many models fail tenants at present. */
  void failing(int models) {
    failingModels.set(models);
  }

  void unreadable(int subjects) {
    unreadableControl.set(subjects);
  }

  void pool(PoolTimeline pools, int active) {
    poolSize.set(active);
    unconfirmedPrices.set(pools.unconfirmedPrices());
  }
}
