package dev.surety.domain;

import java.util.List;
import java.util.Map;

/**
 * How one key stands: what a gateway falls back on when no decision comes in time, and what the
 * owners of the promise look at.
 *
 * @param time the key's clock, epoch milliseconds
 * @param best model to use now
 * @param fallbacks further models, best first
 * @param target what is promised now
 * @param satisfaction share of the answers so far that satisfied, as far as users said; it and what
 *     follows from it are {@link Double#NaN} while nobody has spoken
 * @param satisfactionLow lower end of its 95 % interval
 * @param satisfactionHigh upper end
 * @param floor what of them had to satisfy: the mean of the targets that these answers were owed,
 *     each that of its time, less the tolerance
 * @param judged answers of which somebody spoke, of those that the interval rests on; -1 where that
 *     is not told
 * @param queue the virtual queue: SLA debt in answers
 * @param catchingUp whether the target of the moment, with what repays debt and doubt, is above
 *     what any model is believed to reach
 * @param infeasible whether the promise itself is, by more than the error of that belief
 * @param costUsd booked for answers whose usage is known
 * @param expectedCostUsd expected at decision time, all decisions
 * @param bestSingleCostUsd expected had the best model answered everything
 * @param models decisions by model
 * @param failures attempts that failed by model; only models that ever did
 * @param failing models that fail at present: they are tried now and then only
 * @param notices how often something was odd, by {@link Notice#word}; only what was
 * @param unknownModels what feedback calls models that no pool knows, and how often
 * @param spentUsd what decisions cost: as paid where that is known, as expected where not
 * @param bestSpentUsd what they would have cost had the best model answered each
 * @param down models of the pool that are not to be asked: operators or the pool say so
 * @param draining models of the pool that get no new requests, for the same reason
 * @param certified what is certified of the answers, {@code null} where the promise asks for none
 * @param budget how the budget of the promise stands, or {@code null} where it has none
 * @param deadline how it stands to the deadline of the promise, or {@code null} where it has none
 * @param allowed models of the pool that the promise allows, or {@code null} where it allows all
 * @param open models that fail many tenants at present and get nothing while another may answer
 * @param halfOpen those that are only probed, as they failed many tenants
 * @param mode what is done with decisions, or {@code null} where that is not told
 * @param incumbent while decisions are only observed, the model that the last request named as what
 *     answers instead, or {@code null}
 * @param tenantBudget how it stands in the one that its tenant's tiers share, or {@code null}
 * @param judge what was asked of a judge, or {@code null} where nothing ever was and none is named
 */
public record Standing(
    TenantTier key,
    long time,
    long seq,
    String policy,
    String best,
    List<String> fallbacks,
    double target,
    double satisfaction,
    double satisfactionLow,
    double satisfactionHigh,
    double floor,
    long judged,
    double queue,
    boolean catchingUp,
    boolean infeasible,
    long requests,
    long labels,
    long explored,
    double costUsd,
    double expectedCostUsd,
    double bestSingleCostUsd,
    Map<String, Long> models,
    Map<String, Long> notices,
    Map<String, Long> failures,
    List<String> failing,
    SlaPolicy.Mode mode,
    String incumbent,
    Map<String, Long> unknownModels,
    double spentUsd,
    double bestSpentUsd,
    List<String> down,
    List<String> draining,
    Certified certified,
    BudgetStanding budget,
    DeadlineStanding deadline,
    TenantBudgetStanding tenantBudget,
    JudgeStanding judge,
    List<String> allowed,
    List<String> open,
    List<String> halfOpen) {

  /** Whether the promise allows a model, as far as is told. */
  public boolean allows(String model) {
    return allowed == null || allowed.contains(model);
  }

  /**
   * Share that is saved by it: what was paid against what the best model would have cost. All
   * screens reckon so.
   *
   * @return at most 1, below 0 where more was spent; {@link Double#NaN} before the first decision
   */
  public static double saved(double spentUsd, double bestSpentUsd) {
    return bestSpentUsd > 0 ? 1 - spentUsd / bestSpentUsd : Double.NaN;
  }

  /** Whether a model may be asked, as far as what many tenants met of it goes. */
  public boolean isWell(String model) {
    return !open.contains(model) && !halfOpen.contains(model);
  }

  /** The same standing, where something newer tells which models are kept from all tenants. */
  public Standing keptBack(Standing newer) {
    if (newer.open.equals(open) && newer.halfOpen.equals(halfOpen)) {
      return this;
    }
    return new Standing(
        key,
        time,
        seq,
        policy,
        best,
        fallbacks,
        target,
        satisfaction,
        satisfactionLow,
        satisfactionHigh,
        floor,
        judged,
        queue,
        catchingUp,
        infeasible,
        requests,
        labels,
        explored,
        costUsd,
        expectedCostUsd,
        bestSingleCostUsd,
        models,
        notices,
        failures,
        failing,
        mode,
        incumbent,
        unknownModels,
        spentUsd,
        bestSpentUsd,
        down,
        draining,
        certified,
        budget,
        deadline,
        tenantBudget,
        judge,
        allowed,
        newer.open,
        newer.halfOpen);
  }

  /** A builder of the standing of a key of which nothing is told yet. */
  public static Builder builder(TenantTier key, long time, long seq) {
    return new Builder(key, time, seq);
  }

  /** Builds a standing. */
  public static final class Builder {

    private TenantTier key;
    private long time;
    private long seq;
    private String policy;
    private String best;
    private List<String> fallbacks = List.of();
    private double target;
    private double satisfaction = Double.NaN;
    private double satisfactionLow = Double.NaN;
    private double satisfactionHigh = Double.NaN;
    private double floor = Double.NaN;
    private long judged = -1;
    private double queue;
    private boolean catchingUp;
    private boolean infeasible;
    private long requests;
    private long labels;
    private long explored;
    private double costUsd;
    private double expectedCostUsd;
    private double bestSingleCostUsd;
    private Map<String, Long> models = Map.of();
    private Map<String, Long> notices = Map.of();
    private Map<String, Long> failures = Map.of();
    private List<String> failing = List.of();
    private SlaPolicy.Mode mode;
    private String incumbent;
    private Map<String, Long> unknownModels = Map.of();
    private double spentUsd;
    private double bestSpentUsd;
    private List<String> down = List.of();
    private List<String> draining = List.of();
    private Certified certified;
    private BudgetStanding budget;
    private DeadlineStanding deadline;
    private TenantBudgetStanding tenantBudget;
    private JudgeStanding judge;
    private List<String> allowed;
    private List<String> open = List.of();
    private List<String> halfOpen = List.of();

    private Builder(TenantTier key, long time, long seq) {
      this.key = key;
      this.time = time;
      this.seq = seq;
    }

    public Builder policy(String value) {
      policy = value;
      return this;
    }

    public Builder best(String value) {
      best = value;
      return this;
    }

    public Builder fallbacks(List<String> value) {
      fallbacks = value;
      return this;
    }

    public Builder target(double value) {
      target = value;
      return this;
    }

    public Builder satisfaction(double value) {
      satisfaction = value;
      return this;
    }

    public Builder satisfactionLow(double value) {
      satisfactionLow = value;
      return this;
    }

    public Builder satisfactionHigh(double value) {
      satisfactionHigh = value;
      return this;
    }

    public Builder floor(double value) {
      floor = value;
      return this;
    }

    public Builder judged(long value) {
      judged = value;
      return this;
    }

    public Builder queue(double value) {
      queue = value;
      return this;
    }

    public Builder catchingUp(boolean value) {
      catchingUp = value;
      return this;
    }

    public Builder infeasible(boolean value) {
      infeasible = value;
      return this;
    }

    public Builder requests(long value) {
      requests = value;
      return this;
    }

    public Builder labels(long value) {
      labels = value;
      return this;
    }

    public Builder explored(long value) {
      explored = value;
      return this;
    }

    public Builder costUsd(double value) {
      costUsd = value;
      return this;
    }

    public Builder expectedCostUsd(double value) {
      expectedCostUsd = value;
      return this;
    }

    public Builder bestSingleCostUsd(double value) {
      bestSingleCostUsd = value;
      return this;
    }

    public Builder models(Map<String, Long> value) {
      models = value;
      return this;
    }

    public Builder notices(Map<String, Long> value) {
      notices = value;
      return this;
    }

    public Builder failures(Map<String, Long> value) {
      failures = value;
      return this;
    }

    public Builder failing(List<String> value) {
      failing = value;
      return this;
    }

    public Builder mode(SlaPolicy.Mode value) {
      mode = value;
      return this;
    }

    public Builder incumbent(String value) {
      incumbent = value;
      return this;
    }

    public Builder unknownModels(Map<String, Long> value) {
      unknownModels = value;
      return this;
    }

    public Builder spentUsd(double value) {
      spentUsd = value;
      return this;
    }

    public Builder bestSpentUsd(double value) {
      bestSpentUsd = value;
      return this;
    }

    public Builder down(List<String> value) {
      down = value;
      return this;
    }

    public Builder draining(List<String> value) {
      draining = value;
      return this;
    }

    public Builder certified(Certified value) {
      certified = value;
      return this;
    }

    public Builder deadline(DeadlineStanding value) {
      deadline = value;
      return this;
    }

    public Builder budget(BudgetStanding value) {
      budget = value;
      return this;
    }

    public Builder tenantBudget(TenantBudgetStanding value) {
      tenantBudget = value;
      return this;
    }

    public Builder judge(JudgeStanding value) {
      judge = value;
      return this;
    }

    public Builder allowed(List<String> value) {
      allowed = value;
      return this;
    }

    public Builder open(List<String> value) {
      open = value;
      return this;
    }

    public Builder halfOpen(List<String> value) {
      halfOpen = value;
      return this;
    }

    /** Sets the mean of the judgements and the ends of its interval. */
    public Builder satisfaction(double mean, double low, double high) {
      return satisfaction(mean).satisfactionLow(low).satisfactionHigh(high);
    }

    /** Returns the record. */
    public Standing build() {
      return new Standing(
          key,
          time,
          seq,
          policy,
          best,
          fallbacks,
          target,
          satisfaction,
          satisfactionLow,
          satisfactionHigh,
          floor,
          judged,
          queue,
          catchingUp,
          infeasible,
          requests,
          labels,
          explored,
          costUsd,
          expectedCostUsd,
          bestSingleCostUsd,
          models,
          notices,
          failures,
          failing,
          mode,
          incumbent,
          unknownModels,
          spentUsd,
          bestSpentUsd,
          down,
          draining,
          certified,
          budget,
          deadline,
          tenantBudget,
          judge,
          allowed,
          open,
          halfOpen);
    }
  }
}
