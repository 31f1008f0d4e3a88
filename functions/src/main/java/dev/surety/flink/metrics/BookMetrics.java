package dev.surety.flink.metrics;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Unlearnt;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What is counted of a tenant and, in the same way, of all tenants of a task. */
final class BookMetrics {

  private static final Unlearnt[] UNLEARNT = Unlearnt.values();
  static final OutcomeClass[] OUTCOMES = OutcomeClass.values();

  /**
   * Series are never taken back, so even a pool that changes daily must not add to them for ever.
   */
  private static final int MOST_MODELS = 64;

  private static final String OTHER_MODELS = "other";

  private final MetricGroup group;
  private final Counter requests;
  private final Counter explored;
  private final Counter observed;
  private final Counter infeasible;
  private final Counter catchingUp;
  private final Counter labels;
  private final Counter dropped;
  private final Counter[] outcomes = new Counter[OUTCOMES.length];
  private final Counter[] notices = new Counter[Notice.count()];
  private final Map<String, Counter> decisions = new HashMap<>();
  private final Map<String, Counter> failures = new HashMap<>();
  private final Published expectedCostUsd;
  private final Published bookedCostUsd;
  private final Counter labelsBought;
  private final Counter judgeWords;
  private final Published judgeUsd;
  private final Published bestSingleCostUsd;
  private final Published spentUsd;
  private final Published bestSpentUsd;
  private final Published savedCostUsd;
  private final Counter judgements;
  private final Counter[] notLearnt = new Counter[UNLEARNT.length];

  BookMetrics(MetricGroup group) {
    this.group = group;
    requests = counter(RouterMetric.REQUESTS);
    explored = counter(RouterMetric.EXPLORED);
    observed = counter(RouterMetric.OBSERVED);
    infeasible = counter(RouterMetric.INFEASIBLE);
    catchingUp = counter(RouterMetric.CATCHING_UP);
    labels = counter(RouterMetric.LABELS);
    dropped = counter(RouterMetric.DROPPED);
    for (OutcomeClass outcome : OUTCOMES) {
      outcomes[outcome.ordinal()] =
          counter(group, RouterMetric.OUTCOMES, outcome.name().toLowerCase(Locale.ROOT));
    }
    for (Notice notice : Notice.values()) {
      notices[notice.ordinal()] = counter(group, RouterMetric.NOTICES, notice.word());
    }
    expectedCostUsd = gauge(RouterMetric.EXPECTED_COST);
    bookedCostUsd = gauge(RouterMetric.BOOKED_COST);
    labelsBought = counter(RouterMetric.LABELS_BOUGHT);
    judgeWords = counter(RouterMetric.JUDGE_WORDS);
    judgeUsd = gauge(RouterMetric.JUDGE_COST);
    bestSingleCostUsd = gauge(RouterMetric.BEST_SINGLE_COST);
    spentUsd = gauge(RouterMetric.SPENT);
    bestSpentUsd = gauge(RouterMetric.BEST_SPENT);
    savedCostUsd = gauge(RouterMetric.SAVED_COST);
    judgements = counter(RouterMetric.JUDGEMENTS);
    for (Unlearnt unlearnt : UNLEARNT) {
      notLearnt[unlearnt.ordinal()] = counter(group, RouterMetric.NOT_LEARNT, unlearnt.word());
    }
  }

  /** A counter of the series that {@code label} names. */
  static Counter counter(MetricGroup group, RouterMetric metric, String label) {
    return group.addGroup(metric.label().key(), label).counter(metric.key());
  }

  SpentShare spent(RouterMetric metric) {
    return group.gauge(metric.key(), new SpentShare());
  }

  Published gauge(RouterMetric metric) {
    return group.gauge(metric.key(), new Published());
  }

  private Counter counter(RouterMetric metric) {
    return group.counter(metric.key());
  }

  /**
   * @param decision that the event led to, or {@code null}
   */
  void add(AccountChange change, Decision decision) {
    count(requests, change.requests);
    count(explored, change.explored);
    count(infeasible, change.infeasible);
    count(catchingUp, change.catchingUp);
    count(labels, change.labels);
    count(dropped, change.dropped);
    if (change.outcome != null) {
      outcomes[change.outcome.ordinal()].inc();
    }
    for (int rest = change.notices; rest != 0; rest &= rest - 1) {
      notices[Integer.numberOfTrailingZeros(rest)].inc();
    }
    if (decision != null) {
      byModel(decisions, RouterMetric.DECISIONS, decision.model()).inc();
      count(observed, decision.apply() ? 0 : 1);
      expectedCostUsd.add(change.expectedCostUsd);
      bestSingleCostUsd.add(change.bestSingleCostUsd);
    }
    bookedCostUsd.add(change.bookedCostUsd);
    count(labelsBought, change.labelsBought);
    count(judgeWords, change.judgeWords);
    judgeUsd.add(change.judgeUsd);
    spentUsd.add(change.spentUsd);
    bestSpentUsd.add(change.bestUsd);
    savedCostUsd.add(change.bestUsd - change.spentUsd);
  }

  /** What an event does not change is not fetched: of a tenant it is rarely in a cache. */
  private static void count(Counter counter, long more) {
    if (more != 0) {
      counter.inc(more);
    }
  }

  /** A judgement came. */
  void judged(Outcome row) {
    judgements.inc();
    Unlearnt unlearnt = Unlearnt.of(row);
    if (unlearnt != null) {
      notLearnt[unlearnt.ordinal()].inc();
    }
  }

  /** A model's attempt failed. */
  void failed(String model) {
    byModel(failures, RouterMetric.FAILURES, model).inc();
  }

  private Counter byModel(Map<String, Counter> counters, RouterMetric metric, String model) {
    Counter known = counters.get(model);
    if (known != null) {
      return known;
    }
    String label = counters.size() < MOST_MODELS ? model : OTHER_MODELS;
    if (!label.equals(model) && counters.containsKey(label)) {
      return counters.get(label);
    }
    Counter added = counter(group, metric, label);
    counters.put(label, added);
    return added;
  }
}
