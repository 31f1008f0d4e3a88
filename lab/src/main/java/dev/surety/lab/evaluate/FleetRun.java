package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.Feedback;
import dev.surety.lab.evaluate.ReplayPool.InForce;
import dev.surety.lab.fleet.DomainRows;
import dev.surety.policy.fleet.FleetEstimate;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.FleetSums;
import dev.surety.policy.fleet.Lesson;
import dev.surety.policy.health.PoolHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * One fleet: its tenants are served in turn by the engine, what they learn is summed up as the job
 * does, and a version that is due is in force for all before the next request. The job besides
 * waits some seconds between two versions, in which hardly anything would come here.
 */
final class FleetRun {

  private static final String TIER = "evaluate";

  /** What distinguishes one fleet, or one run, of a plan from the others. */
  record Key(PolicyChoice policy, FeedbackSetting feedback, long seed) {}

  private final FleetPlan plan;
  private final Key key;
  private final List<TenantRun> tenants = new ArrayList<>();
  private final FleetSums sums = new FleetSums();
  private final FleetEstimate estimate = new FleetEstimate();
  private InForce inForce;
  private int versions;

  /**
   * Of an outage; {@code null} where there is none, or where tenants don't share what they meet.
   */
  private final SharedHealth health;

  private final OutagePlan.Knowledge knowledge;
  private final OutageTally outage = new OutageTally();
  private boolean known;

  FleetRun(FleetPlan plan, Key key, ReplayPool pool, DomainRows domains) {
    this(plan, key, pool, domains, null);
  }

  /**
   * @param knowledge who knows what of the plan's outage, or {@code null} if it has none
   */
  FleetRun(
      FleetPlan plan,
      Key key,
      ReplayPool pool,
      DomainRows domains,
      OutagePlan.Knowledge knowledge) {
    this.knowledge = knowledge;
    health = knowledge == OutagePlan.Knowledge.SHARED ? new SharedHealth() : null;
    this.plan = plan;
    this.key = key;
    inForce = new InForce(plan.newModel(), null);
    List<FleetPlan.Member> members = plan.members(domains, key.seed());
    for (int i = 0; i < members.size(); i++) {
      TenantRun tenant = new TenantRun(plan, key, i, members.get(i), pool);
      tenant.teach(lessons -> learn(tenant, lessons));
      tenant.use(inForce);
      tenants.add(tenant);
    }
  }

  /**
   * Serves everybody.
   *
   * @param progress is told how many requests were decided since
   */
  List<TenantResult> run(LongConsumer progress) {
    int horizon = plan.base().horizon();
    int rounds = plan.newcomers() > 0 ? 2 * horizon : horizon;
    for (int round = 0; round < rounds; round++) {
      if (round == plan.newModelAt() && plan.newModel() >= 0) {
        use(new InForce(-1, inForce.fleet()));
      }
      int served = 0;
      for (int i = 0; i < tenants.size(); i++) {
        TenantRun tenant = tenants.get(i);
        if (knowledge != null) {
          passTime(round, i);
        }
        if (!tenant.newcomer || round >= horizon) {
          tenant.step();
          served++;
        }
      }
      progress.accept(served);
    }
    List<TenantResult> results = new ArrayList<>();
    for (int i = 0; i < tenants.size(); i++) {
      results.add(tenants.get(i).result(key, i));
    }
    return results;
  }

  /** Time goes by, of which each request of a fleet is an equal part. */
  private void passTime(int round, int tenant) {
    double served = (double) round * tenants.size() + tenant;
    double all = (double) plan.base().horizon() * tenants.size();
    long now = (long) (plan.outage().millis() * (served / all));
    boolean down = plan.outage().isDown(now);
    tenants.get(tenant).meet(down ? plan.outage().model() : -1, outage, f -> met(tenant, f, now));
    if (knowledge == OutagePlan.Knowledge.ORACLE && down != known) {
      known = down;
      use(inForce.down(down ? plan.outage().model() : -1));
    }
    PoolHealth newest = health == null ? null : health.look(now);
    if (newest != null) {
      use(inForce.with(newest));
      int window = plan.outage().window(now);
      if (newest.isEmpty() && window >= 0 && !down) {
        outage.back(window, now - plan.outage().windows().get(window).endMillis());
      }
    }
  }

  private void met(int tenant, Feedback feedback, long now) {
    if (health != null) {
      health.take(tenant, feedback, now);
    }
  }

  private void use(InForce next) {
    inForce = next;
    tenants.forEach(tenant -> tenant.use(inForce));
  }

  OutageTally outage() {
    return outage;
  }

  /** Versions published. */
  int versions() {
    return versions;
  }

  private void learn(TenantRun tenant, List<Lesson> lessons) {
    for (Lesson lesson : lessons) {
      sums.take(tenant.member, TIER, lesson, 0);
    }
    if (sums.isDue()) {
      publish();
    }
  }

  private void publish() {
    long number = sums.version + 1;
    FleetPrior version =
        estimate.publish(sums, tenants.stream().map(t -> t.member).toList(), number);
    if (!version.models().isEmpty()) {
      versions++;
      use(
          inForce.learnt(
              new ArtefactUpdate(FleetPrior.KIND, FleetPrior.POOL, number, version.write())));
    }
  }
}
