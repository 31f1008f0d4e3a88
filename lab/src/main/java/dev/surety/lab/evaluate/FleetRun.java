package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.lab.evaluate.ReplayPool.InForce;
import dev.surety.lab.fleet.DomainRows;
import dev.surety.policy.fleet.FleetEstimate;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.FleetSums;
import dev.surety.policy.fleet.Lesson;
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

  /** What distinguishes one fleet of a plan from the others. */
  record Key(PolicyChoice policy, FeedbackSetting feedback, long seed) {}

  private final FleetPlan plan;
  private final Key key;
  private final List<TenantRun> tenants = new ArrayList<>();
  private final FleetSums sums = new FleetSums();
  private final FleetEstimate estimate = new FleetEstimate();
  private InForce inForce;
  private int versions;

  FleetRun(FleetPlan plan, Key key, ReplayPool pool, DomainRows domains) {
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
        inForce = new InForce(-1, inForce.fleet());
        tenants.forEach(tenant -> tenant.use(inForce));
      }
      int served = 0;
      for (TenantRun tenant : tenants) {
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
      inForce =
          new InForce(
              inForce.missing(),
              new ArtefactUpdate(FleetPrior.KIND, FleetPrior.POOL, number, version.write()));
      tenants.forEach(tenant -> tenant.use(inForce));
    }
  }
}
