package dev.surety.lab.evaluate;

import dev.surety.domain.Feedback;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
import dev.surety.lab.evaluate.ReplayPool.InForce;
import dev.surety.lab.fleet.TenantNature;
import dev.surety.lab.reference.HindsightReferences;
import dev.surety.policy.fleet.FleetMember;
import dev.surety.policy.fleet.Lesson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One tenant of a fleet: its world, its part of the job, and what came of it so far. */
final class TenantRun {

  /** A new model is used when it answers half of what hindsight gives it, of so many requests. */
  private static final int TRAIL = 100;

  private static final int LEAST_TRAIL = 50;

  /** What FLEET knows of this tenant. */
  final FleetMember member = new FleetMember();

  final boolean newcomer;

  private final FleetPlan plan;
  private final FleetPlan.Member who;
  private final CellRun run;
  private final HindsightReferences after;
  private final double newShare;
  private final List<TenantResult.Mark> marks = new ArrayList<>();
  private final boolean[] trail = new boolean[TRAIL];
  private int trailing;
  private int used;
  private long untilUsed = TenantResult.NEVER;
  private int own;

  /** The tenant's own world, drawn request by request. */
  private static final class World implements TenantWorld {

    private final TenantNature nature;
    private final int size;
    private final int models;
    private final EnvironmentChance domain;
    private final EnvironmentChance draw;
    private final EnvironmentChance opinion;

    World(TenantNature nature, int size, int models, long seed) {
      this.nature = nature;
      this.size = size;
      this.models = models;
      domain = EnvironmentChance.of(seed, Purpose.DOMAIN);
      draw = EnvironmentChance.of(seed, Purpose.DRAW);
      opinion = EnvironmentChance.of(seed, Purpose.OPINION);
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int row(int t) {
      return nature.row(domain.uniform(t), draw.uniform(t));
    }

    @Override
    public double quality(int t, RoutingRow row, int model) {
      return nature.quality(row, model, opinion.uniform((long) t * models + model));
    }

    @Override
    public double told(double quality) {
      return nature.told(quality);
    }
  }

  TenantRun(FleetPlan plan, FleetRun.Key key, int index, FleetPlan.Member who, ReplayPool pool) {
    this.plan = plan;
    this.who = who;
    newcomer = index >= plan.tenants();
    long seed = EnvironmentChance.of(key.seed(), Purpose.TENANT).tenant(index);
    int size = plan.base().horizon() * (plan.newcomers() > 0 && !newcomer ? 2 : 1);
    Cell cell = new Cell(key.policy(), TargetPath.constant(who.target()), key.feedback(), seed);
    // Where models are away for minutes, requests come as they do in a day.
    long pace =
        plan.outage() == null ? 1 : Math.max(1, plan.outage().millis() / plan.base().horizon());
    World world = new World(who.nature(), size, pool.size(), seed);
    run = new CellRun(cell, plan.base(), pool, world, pace);
    after = who.nature().references(-1);
    newShare = plan.newModel() < 0 ? 0 : who.nature().hindsightShare(plan.newModel(), who.target());
  }

  void teach(Consumer<List<Lesson>> fleet) {
    run.teach(fleet);
  }

  /**
   * What the next requests meet.
   *
   * @param down the model that gives no answer, or -1
   * @param attempts is told what is reported of each attempt
   */
  void meet(int down, OutageTally tally, Consumer<Feedback> attempts) {
    run.meet(down, tally, attempts);
  }

  void use(InForce inForce) {
    run.use(inForce);
  }

  /** The next request; nothing once all have come. */
  void step() {
    TrueOutcomes truth = run.truth();
    long before = plan.newModel() < 0 ? 0 : truth.answers[plan.newModel()];
    run.step(own++);
    if (plan.newModel() >= 0 && own > plan.newModelAt()) {
      follow(truth.answers[plan.newModel()] > before);
    }
    if (plan.checkpoints().contains(own)) {
      mark(truth);
    }
  }

  private void follow(boolean byNewModel) {
    int at = own - plan.newModelAt() - 1;
    used += byNewModel ? 1 : 0;
    if (at >= TRAIL) {
      used -= trail[at % TRAIL] ? 1 : 0;
    }
    trail[at % TRAIL] = byNewModel;
    trailing = Math.min(TRAIL, at + 1);
    if (untilUsed < 0 && trailing >= LEAST_TRAIL && used >= 0.5 * newShare * trailing) {
      untilUsed = at + 1;
    }
  }

  private void mark(TrueOutcomes truth) {
    int late = plan.newModel() < 0 ? own : Math.min(own, plan.newModelAt());
    double lp =
        late * who.before().lp(who.target()).costUsd()
            + (own - late) * after.lp(who.target()).costUsd();
    double best =
        late * who.before().bestSingleCostUsd() + (own - late) * after.bestSingleCostUsd();
    marks.add(
        new TenantResult.Mark(
            own,
            truth.satisfied,
            truth.labels,
            truth.costUsd,
            truth.bought,
            truth.judgeUsd,
            lp,
            best));
  }

  /** What came of it, once all its requests have come. */
  TenantResult result(FleetRun.Key key, int index) {
    boolean counts = plan.newModel() >= 0 && newShare >= TenantResult.LEAST_NEW_SHARE;
    return new TenantResult(
        key,
        index,
        who.nature().kind(),
        newcomer,
        who.target(),
        who.before().lp(who.target()).feasible(),
        marks,
        counts ? untilUsed : TenantResult.NOT_ASKED);
  }
}
