package dev.surety.tools.history;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Policies;
import dev.surety.tools.savepoint.SavedControl;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How promises are to be revised: records that replace them, and on top of these another policy or
 * other parameters. Nothing given, nothing changes.
 *
 * @param policy as an SLA names it, or {@code null} for the one that is named
 * @param parameters to set; those of another policy are dropped
 * @param records promises and artefacts that replace those of then
 */
record RevisedPromises(String policy, TreeMap<String, String> parameters, SavedControl records)
    implements Serializable {

  /** One promise, revised. */
  SlaPolicy revise(SlaPolicy sla) {
    String named = policy == null ? sla.policy() : policy;
    TreeMap<String, String> set =
        new TreeMap<>(named.equals(sla.policy()) ? sla.parameters() : Map.of());
    set.putAll(parameters);
    return sla.keptBy(named, set);
  }

  /**
   * What the job must know to go on like this: the records known before, the given ones, and of
   * every promise in force that the revision changes a next version.
   *
   * @param known what the savepoint has
   * @throws IllegalArgumentException if a given record would have no effect
   */
  Revised on(SavedControl known) {
    List<ControlUpdate> all = new ArrayList<>(known.updates());
    List<ControlUpdate> added = new ArrayList<>();
    Map<String, ControlUpdate> newest = newest(all);
    for (ControlUpdate record : records.updates()) {
      ControlUpdate before = newest.get(record.subject());
      if (before != null && record.version() <= before.version() && !record.equals(before)) {
        throw new IllegalArgumentException(
            "%s: the savepoint knows version %d of it, so version %d would have no effect; give it a higher one"
                .formatted(record.subject(), before.version(), record.version()));
      }
      if (!record.equals(before)) {
        added.add(record);
      }
    }
    all.addAll(added);
    for (ControlUpdate update : newest(all).values()) {
      if (update instanceof SlaUpdate promise) {
        SlaPolicy sla = revise(promise.sla());
        if (!sla.equals(promise.sla())) {
          added.removeIf(record -> record.equals(update));
          added.add(new SlaUpdate(promise.tenant(), promise.tier(), next(sla)));
        }
      }
    }
    all.addAll(added);
    return new Revised(SavedControl.of(all), added);
  }

  /**
   * What comes of a revision.
   *
   * @param control for the savepoint
   * @param added records that were not known before: the control topic needs them too
   */
  record Revised(SavedControl control, List<ControlUpdate> added) {}

  private static SortedMap<String, ControlUpdate> newest(List<ControlUpdate> updates) {
    SortedMap<String, ControlUpdate> newest = new TreeMap<>();
    for (ControlUpdate update : updates) {
      newest.merge(update.subject(), update, (a, b) -> b.version() >= a.version() ? b : a);
    }
    return newest;
  }

  private static SlaPolicy next(SlaPolicy sla) {
    return sla.promising(sla.version() + 1, sla.target());
  }

  /**
   * Whether all of it can be in force.
   *
   * @param logged promises of the history
   * @throws IllegalArgumentException naming what is not known or out of range
   */
  void check(Iterable<SlaPolicy> logged) {
    for (ControlUpdate update : records.updates()) {
      if (update instanceof SlaUpdate promise) {
        check(promise.sla(), update.subject());
      }
    }
    for (SlaPolicy sla : logged) {
      check(sla, "the journal's promise of version " + sla.version());
    }
  }

  private void check(SlaPolicy sla, String whose) {
    try {
      Policies.of(revise(sla));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(whose + ": " + e.getMessage(), e);
    }
  }
}
