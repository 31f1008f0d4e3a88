package dev.surety.lab.evaluate;

import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
import dev.surety.lab.fleet.DomainRows;
import dev.surety.lab.fleet.Likeness;
import dev.surety.lab.fleet.NatureDraw;
import dev.surety.lab.fleet.TenantKind;
import dev.surety.lab.fleet.TenantNature;
import dev.surety.lab.reference.HindsightReferences;
import java.util.ArrayList;
import java.util.List;

/**
 * An evaluation in which many tenants of one pool are served in turn and learn from each other.
 *
 * @param base policies, feedback, requests a tenant and seeds; a fleet for each of the seeds
 * @param shares promises as shares of each tenant's own gap; if there are none, the base's targets
 * @param newcomers tenants that begin when the others have had all their requests, after which
 *     these go on beside them
 * @param checkpoints requests of its own after which a tenant is looked at, the last one included
 * @param newModel the model that comes late, or -1
 * @param newModelAt requests a tenant before it comes
 * @param outage of a model, or {@code null}
 */
record FleetPlan(
    EvaluationPlan base,
    List<Double> shares,
    int tenants,
    Likeness likeness,
    int newcomers,
    List<Integer> checkpoints,
    int newModel,
    int newModelAt,
    OutagePlan outage) {

  FleetPlan {
    shares = List.copyOf(shares);
    checkpoints = List.copyOf(checkpoints);
  }

  /** A tenant before its first request. */
  record Member(TenantNature nature, double target, HindsightReferences before) {}

  /** Promises, which the tenants take in turn. */
  int promises() {
    return shares.isEmpty() ? base.targets().size() : shares.size();
  }

  /** How promise {@code i} is called. */
  String promise(int i) {
    return shares.isEmpty()
        ? TargetPath.constant(base.targets().get(i)).label()
        : Math.round(100 * shares.get(i)) + " % of the gap";
  }

  /** All tenants of a seed, the newcomers last; the same under every policy. */
  List<Member> members(DomainRows domains, long seed) {
    long chance = EnvironmentChance.of(seed, Purpose.TENANT).base();
    NatureDraw draw = new NatureDraw(domains, chance);
    List<TenantKind> kinds = new ArrayList<>(likeness.of(tenants, chance + 1));
    kinds.addAll(likeness.of(newcomers, chance + 2));
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      int promise = i % promises();
      TenantNature nature = draw.next(kinds.get(i), i, drawn -> fits(drawn, promise));
      double target = target(nature, promise);
      members.add(new Member(nature, target, nature.references(newModel)));
    }
    return members;
  }

  private double target(TenantNature nature, int promise) {
    return shares.isEmpty()
        ? base.targets().get(promise)
        : Math.rint(1e4 * nature.between(shares.get(promise))) / 1e4;
  }

  /**
   * A promise that lies on the tenant's own gap can be kept, and still can without a late model.
   */
  private boolean fits(TenantNature drawn, int promise) {
    return shares.isEmpty()
        || drawn.hasRoom()
            && (newModel < 0
                || drawn.references(newModel).lp(target(drawn, promise) + 0.005).feasible());
  }
}
