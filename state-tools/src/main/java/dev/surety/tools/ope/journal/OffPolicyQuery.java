package dev.surety.tools.ope.journal;

import dev.surety.policy.FixedModel;
import dev.surety.tools.audit.WantedTenants;
import dev.surety.tools.ope.TargetPolicy;
import dev.surety.tools.ope.journal.KeyRows.Cluster;
import java.io.Serializable;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is asked of a journal.
 *
 * @param target judged row by row
 * @param scenario simulated, or {@code null} for none
 * @param cluster what is resampled together
 * @param clip largest weight that counts in full
 * @param requests last ones of a key that are simulated
 * @param seeds of a simulation
 * @param tenants whose rows are looked at; those of others are as if they weren't there
 */
record OffPolicyQuery(
    TargetPolicy target,
    Scenario scenario,
    Cluster cluster,
    double clip,
    int requests,
    int seeds,
    WantedTenants tenants)
    implements Serializable {

  /** Of everybody. */
  OffPolicyQuery(
      TargetPolicy target,
      Scenario scenario,
      Cluster cluster,
      double clip,
      int requests,
      int seeds) {
    this(target, scenario, cluster, clip, requests, seeds, WantedTenants.EVERYBODY);
  }

  /** Every model that it names. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    if (target instanceof TargetPolicy.Models models) {
      names.addAll(models.byTag().values());
      names.add(models.otherwise());
    }
    if (scenario != null) {
      names.addAll(scenario.prices().keySet());
      names.addAll(scenario.without());
      if (scenario.policy() != null && FixedModel.named(scenario.policy()) != null) {
        names.add(FixedModel.named(scenario.policy()));
      }
    }
    return names;
  }
}
