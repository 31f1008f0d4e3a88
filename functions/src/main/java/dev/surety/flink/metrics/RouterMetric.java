package dev.surety.flink.metrics;

import static dev.surety.flink.metrics.MetricKind.COUNTER;
import static dev.surety.flink.metrics.MetricKind.GAUGE;
import static dev.surety.flink.metrics.MetricKind.HISTOGRAM;
import static dev.surety.flink.metrics.MetricKind.SUM;
import static dev.surety.flink.metrics.MetricScope.BOTH;
import static dev.surety.flink.metrics.MetricScope.TASK;
import static dev.surety.flink.metrics.MetricScope.TENANT;

import java.util.List;

/**
 * Every metric of the job, and nothing else names one. The page {@code docs/metrics.md} is made
 * from this class.
 *
 * <p>Flink knows them as {@code <operator scope>.surety.<metric>}, of one tenant and tier as {@code
 * <operator scope>.surety.tenant.TENANT.tier.TIER.<metric>}, with a label before the metric where
 * it has one: {@code surety.model.MODEL.decisions}. A reporter with labels shows TENANT, TIER,
 * MODEL, OUTCOME, NOTICE, REASON and REQUIREMENT as such, and the rest is {@link #prometheusName}.
 *
 * <p>All start from nothing whenever their task does. Counters and {@linkplain MetricKind#SUM sums}
 * of money only grow between two starts: what a database of time series takes a rate of. Gauges of
 * a tenant are read off its account, which is checkpointed; they are absent until the tenant's
 * first event after a start. Gauges of a task speak of the tenants it has met since its start.
 */
public enum RouterMetric {
  REQUESTS(
      "requests",
      COUNTER,
      BOTH,
      "New decisions. A repeated request gets its decision again and is not counted."),
  DECISIONS(
      "decisions",
      COUNTER,
      BOTH,
      MetricLabel.MODEL,
      "New decisions by the model that was chosen; past 64 models the label is `other`."),
  EXPLORED("explored", COUNTER, BOTH, "Decisions in which chance chose the model."),
  OBSERVED(
      "observed",
      COUNTER,
      BOTH,
      "Decisions that were not to be executed: the promise says `mode: observe`."),
  INFEASIBLE(
      "infeasible",
      COUNTER,
      BOTH,
      "Decisions that saw no model believed to reach the promise, not even by the error of that."),
  CATCHING_UP(
      "catchingUp",
      COUNTER,
      BOTH,
      "Decisions that saw no model believed to reach the target of the moment: the promise, with what"
          + " repays debt and doubt."),
  OUTCOMES("outcomes", COUNTER, BOTH, MetricLabel.OUTCOME, "Feedback records by their class."),
  NOTICES(
      "notices",
      COUNTER,
      BOTH,
      MetricLabel.NOTICE,
      "Records that were applied although something about them was odd, by what it was."),
  JUDGEMENTS("judgements", COUNTER, BOTH, "Feedback records that judge an answer."),
  NOT_LEARNT(
      "notLearnt",
      COUNTER,
      BOTH,
      MetricLabel.REASON,
      "Those of them that nothing was learnt from, by the reason."),
  FAILURES(
      "failures",
      COUNTER,
      BOTH,
      MetricLabel.MODEL,
      "Attempts that failed, of which feedback told, by model; what was the request's fault is not"
          + " counted. Past 64 models the label is `other`."),
  LABELS("labels", COUNTER, BOTH, "Judgements that entered the books."),
  DROPPED(
      "dropped",
      COUNTER,
      BOTH,
      "Open decisions that were given up because a key had too many: feedback on them is lost."),
  DEAD_LETTERS(
      "deadLetters",
      COUNTER,
      TASK,
      MetricLabel.REASON,
      "Records that could not be applied, by the operator that refused them."),
  UNMET(
      "unmet",
      COUNTER,
      TASK,
      MetricLabel.REQUIREMENT,
      "Requests that were refused as no model of the pool met all that request and promise require,"
          + " where any of them declares what that is, by the requirement that failed; they are dead"
          + " letters of reason no_models."),

  CUT_DECORATION(
      "cutDecoration",
      COUNTER,
      TASK,
      "Records of which something that only decorates them was cut or left out, as it was too much"
          + " or of the wrong type; they count all the same. Of `parse requests` and `parse"
          + " feedback`."),
  MISSED_RECORDS(
      "missedRecords",
      COUNTER,
      TASK,
      "Records that Kafka had deleted before the job read them. Of the sources `requests` and"
          + " `feedback`."),
  LOST_JOURNAL_FILES(
      "lostJournalFiles",
      COUNTER,
      TASK,
      "Files of the journal that were gone when they were to be finished: their rows are lost unless"
          + " they were joined or their day was deleted. Of the committer of `journal`."),
  NEW_KEYS(
      "newKeys",
      COUNTER,
      TASK,
      "Tenants and tiers of which nothing was kept before: new ones, and forgotten ones come back."),
  REMOVED_KEYS(
      "removedKeys",
      COUNTER,
      TASK,
      "Tenants and tiers that were forgotten, having had no traffic for `keys.remove-after`."),

  EXPECTED_COST("expectedCostUsd", SUM, BOTH, "USD that decisions were expected to cost."),
  BOOKED_COST("bookedCostUsd", SUM, BOTH, "USD that feedback says answers have cost."),
  LABELS_BOUGHT(
      "labelsBought", COUNTER, BOTH, "Labels that a judge was asked for, by their value."),
  JUDGE_WORDS("judgeWords", COUNTER, BOTH, "Answers that a judge has judged, asked for or not."),
  JUDGE_COST(
      "judgeUsd",
      SUM,
      BOTH,
      "USD that judges have cost, as feedback says, else at their price; in no other sum. Labels"
          + " that the day's budget forbids are the notice judge_budget."),
  BEST_SINGLE_COST(
      "bestSingleCostUsd",
      SUM,
      BOTH,
      "USD that the same requests were expected to cost, had the best model answered each."),
  SPENT(
      "spentUsd",
      GAUGE,
      BOTH,
      "USD that decisions cost since the start: as paid where that is known, as expected where not."),
  BEST_SPENT(
      "bestSpentUsd",
      GAUGE,
      BOTH,
      "USD that they would have cost had the best model answered each."),
  SAVED_COST(
      "savedCostUsd",
      GAUGE,
      BOTH,
      "USD saved against the best single model: the difference of these two."),

  SATISFACTION(
      "satisfaction",
      GAUGE,
      BOTH,
      "Share of answers that satisfied, as far as users said, 0 to 1: of a tenant all its life, of a"
          + " task since its start. NaN while nobody has spoken."),
  SATISFACTION_LOW(
      "satisfactionLow",
      GAUGE,
      TENANT,
      "Lower end of its 95 % interval; NaN while nobody has spoken."),
  SATISFACTION_HIGH("satisfactionHigh", GAUGE, TENANT, "Its upper end."),
  CERTIFIED(
      "certified",
      GAUGE,
      TENANT,
      "Share of the answers that satisfies at least, with the confidence that the promise's"
          + " `certificate` states, at every moment; NaN where nothing can be certified."),
  BUDGET_SPENT(
      "budgetSpent",
      GAUGE,
      TENANT,
      "Share of the window's budget that is spent, as paid where that is known and as expected where"
          + " not; 0 once the window is over, NaN where the promise has no budget."),
  DEADLINE_IN_TIME(
      "deadlineInTime",
      GAUGE,
      TENANT,
      "Share of the answers whose time is known that were there by the promise's `deadline`; NaN"
          + " where there is none, or no time is known."),
  DEADLINE_PROMISED("deadlinePromised", GAUGE, TENANT, "What is promised of them, a share."),
  DEADLINE_INFEASIBLE(
      "deadlineInfeasible",
      GAUGE,
      TENANT,
      "1 where no mixture of models is believed to keep target and deadline both."),
  TENANT_BUDGET_SPENT(
      "tenantBudgetSpent",
      GAUGE,
      TENANT,
      "Share of the budget that all tiers of the tenant have together which this tier has spent: the"
          + " sum over its tiers is the tenant's; 0 once the window is over, NaN where there is none."),
  FLOOR(
      "floor",
      GAUGE,
      TENANT,
      "What of these answers had to satisfy: the mean of the targets that they were owed, each that"
          + " of its time, less the tolerance."),
  JUDGED(
      "judged",
      GAUGE,
      TENANT,
      "Answers of which somebody spoke, of those that the interval rests on."),
  TARGET(
      "target",
      GAUGE,
      BOTH,
      "Share of satisfied answers that was promised; of a task the mean over its decisions."),
  QUEUE("queue", GAUGE, BOTH, "The virtual queue: answers owed; of a task the sum."),
  DEBT_REQUESTS(
      "debtRequests",
      GAUGE,
      TENANT,
      "Debt in requests: satisfying answers in a row that would pay it off, queue / (1 - target), at most 1e9."),
  TARGET_INFEASIBLE(
      "targetInfeasible",
      GAUGE,
      BOTH,
      "1 while the promise is above what any model is believed to reach, by more than the error of"
          + " that, else 0; of a task how many such tenants."),
  FAILING_MODELS(
      "failingModels",
      GAUGE,
      BOTH,
      "Models that fail at present, so that they are only tried now and then, and are not out of"
          + " service; of a task the sum over its tenants."),
  OPEN_DECISIONS("openDecisions", GAUGE, BOTH, "Decisions whose feedback may still come."),
  TENANTS("tenants", GAUGE, TASK, "Tenants and tiers met since the start."),

  POOL_SIZE("poolSize", GAUGE, TASK, "Active models now; equal on all tasks of ROUTE."),
  UNCONFIRMED_PRICES(
      "unconfirmedPrices",
      GAUGE,
      TASK,
      "Models whose newest price is implausible and waits to be confirmed; equal on all tasks."),
  UNREADABLE_CONTROL(
      "unreadableControl",
      GAUGE,
      TASK,
      "Models, promises and artefacts of which the state has a record that this version of the job"
          + " can't read; equal on all tasks."),
  OTHER_RUNS(
      "otherRuns",
      GAUGE,
      TASK,
      "Other runs that were heard in the last five minutes to decide on the same requests, or to wait"
          + " for that; 0 on all tasks of ROUTE but the first."),
  JOURNAL_WAITING(
      "journalWaitingBytes",
      GAUGE,
      TASK,
      "Compressed bytes of the journal that wait in memory and in checkpoints because its file system"
          + " refuses to be written. Of the writer of `journal`."),
  JOURNAL_WAITING_SHARE(
      "journalWaitingShare",
      GAUGE,
      TASK,
      "The same as a share of `journal.most-waiting`: above 1 decisions wait for room."),
  HELD_FEEDBACK(
      "heldFeedbackBytes",
      GAUGE,
      TASK,
      "Bytes of feedback that waits for its request after a restore, of the keys met since; there is"
          + " room for 67,108,864 a task."),
  STATE_CACHE(
      "stateCacheBytes",
      GAUGE,
      TASK,
      "Bytes of `state.cache` that are taken, as is reckoned; 0 where the backend is the heap, as are"
          + " the next two."),
  STATE_CACHE_MISSED(
      "stateCacheMissed",
      SUM,
      TASK,
      "Times that the backend on disk was asked for what the cache has not: a tenant, a request."),
  STATE_CACHE_DROPPED(
      "stateCacheDropped",
      SUM,
      TASK,
      "Tenants and tiers that made room in it for others, wholly or what is open of them."),
  CONTROL_AGE(
      "controlAgeSeconds",
      GAUGE,
      TASK,
      "Age of the newest record of the control topic that could be put in force, by Kafka's time;"
          + " NaN while none is known. Of `parse control`."),
  CONTROL_FEED(
      "controlFeedSeconds",
      GAUGE,
      TASK,
      "How often something writes to the control topic by itself, as the option `metrics.feed-every`"
          + " says; 0 where only people do. Of `parse control`."),
  FLEET_LESSONS(
      "fleetLessons", COUNTER, TASK, "Judgements that tenants gave to their fleet. Of `fleet`."),
  FLEET_VERSIONS(
      "fleetVersions",
      COUNTER,
      TASK,
      "Versions of the fleet's prior that were published. Of `fleet`."),
  FLEET_EVIDENCE(
      "fleetEvidence",
      GAUGE,
      TASK,
      "Weight of the judgements that the fleet's sums rest on, faded; 0 until the first one since"
          + " the start. Of `fleet`, as are the next three."),
  FLEET_TENANTS("fleetTenants", GAUGE, TASK, "Tenants behind the fleet's sums."),
  FLEET_CELLS(
      "fleetCells",
      GAUGE,
      TASK,
      "Models in contexts that the last version since the start speaks of."),
  FLEET_WITHHELD_CELLS(
      "fleetWithheldCells",
      GAUGE,
      TASK,
      "Those that it keeps back, as fewer than 5 tenants stand behind them."),
  FLEET_AGE(
      "fleetAgeSeconds",
      GAUGE,
      TASK,
      "Age of the version of the fleet's prior that is in force in ROUTE, below 0 where it is numbered"
          + " ahead of the clock; 0 while none is, or the fleet is off. Equal on all tasks but for the"
          + " moment."),
  HEALTH_ATTEMPTS(
      "healthAttempts",
      COUNTER,
      TASK,
      "Attempts at models that HEALTH heard of, of all tenants. Of `health`, as are the next four."),
  HEALTH_OPENED(
      "healthOpened",
      COUNTER,
      TASK,
      "Times that a model was opened: kept from all tenants, as many met failures there."),
  MODEL_STATE(
      "modelState",
      GAUGE,
      TASK,
      MetricLabel.MODEL,
      "What all tenants get of a model, as far as HEALTH goes: 0 closed (all that policies like), 1"
          + " half-open (probes), 2 open (nothing). Absent until it has answered a hundred attempts or"
          + " was open since the start; of at most 64 models."),
  MODEL_LATENCY(
      "modelLatency95Millis",
      GAUGE,
      TASK,
      MetricLabel.MODEL,
      "What 95 % of its answers stay below, by the lognormal fitted to the last thousand; of the same"
          + " models."),
  MODEL_FIRST_TOKEN(
      "modelFirstToken95Millis",
      GAUGE,
      TASK,
      MetricLabel.MODEL,
      "The same of the time to the first word of streamed answers; NaN where none is told."),
  MODELS_KEPT_BACK(
      "modelsKeptBack",
      GAUGE,
      TASK,
      "Models that are open or half-open in the configuration in force in ROUTE; 0 while HEALTH is"
          + " off. Equal on all tasks but for the moment."),
  SHARED_BUDGETS(
      "sharedBudgets",
      GAUGE,
      TASK,
      "Tenants whose tiers share a budget. Of `leases`, as are the next two."),
  LEASE_REPORTS(
      "leaseReports",
      COUNTER,
      TASK,
      "Standings of their tiers that were heard. Where none come nothing is leased anew."),
  LEASES("leases", COUNTER, TASK, "Leases that were made, each to all tiers of a tenant."),
  DECISION_LATENCY(
      "decisionLatencyMillis",
      HISTOGRAM,
      TASK,
      "From the time at which Kafka has a request to its decision: quantiles of the last 1,024.");

  public static final String GROUP = "surety";
  static final String TENANT_KEY = "tenant";
  static final String TIER_KEY = "tier";

  private static final String PROMETHEUS = "flink_taskmanager_job_task_operator_" + GROUP + '_';

  private final String key;
  private final MetricKind kind;
  private final MetricScope of;
  private final MetricLabel label;
  private final String description;

  RouterMetric(String key, MetricKind kind, MetricScope of, String description) {
    this(key, kind, of, null, description);
  }

  RouterMetric(String key, MetricKind kind, MetricScope of, MetricLabel label, String description) {
    this.key = key;
    this.kind = kind;
    this.of = of;
    this.label = label;
    this.description = description;
  }

  /** As Flink knows it, without its scope. */
  public String key() {
    return key;
  }

  MetricKind kind() {
    return kind;
  }

  MetricScope of() {
    return of;
  }

  /** Or {@code null} where there is one series only. */
  public MetricLabel label() {
    return label;
  }

  public String description() {
    return description;
  }

  /** Its series in Prometheus: of a task, of a tenant, or both in this order. */
  public List<String> prometheusNames() {
    return switch (of) {
      case TASK -> List.of(prometheusName(false));
      case TENANT -> List.of(prometheusName(true));
      case BOTH -> List.of(prometheusName(false), prometheusName(true));
    };
  }

  /** As Flink's Prometheus reporter calls it. */
  public String prometheusName(boolean ofTenant) {
    return PROMETHEUS
        + (ofTenant ? TENANT_KEY + '_' + TIER_KEY + '_' : "")
        + (label == null ? "" : label.key() + '_')
        + key;
  }
}
