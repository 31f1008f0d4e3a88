package dev.surety.tools.state;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Configuration;
import dev.surety.output.terminal.Progress;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.tools.savepoint.SavepointStates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What edits come to, found out before anything is written.
 *
 * @param edits in order
 * @param created keys that are not in the savepoint yet, before the edits
 * @param changes by key: what it is before and after, {@code null} where it isn't
 */
record EditPlan(List<StateEdit> edits, List<SavedKey> created, Map<TenantTier, Change> changes) {

  /** One key. */
  record Change(KeyReport before, KeyReport after) {}

  /**
   * @throws IllegalArgumentException if an edit can't be made, or means no key
   */
  static EditPlan of(SavepointStates states, EditOptions options, Progress progress)
      throws IOException {
    Map<TenantTier, TenantTier> copies = options.copies();
    List<StateEdit> edits = new ArrayList<>(options.withoutCopies());
    List<KeyPattern> concerned = new ArrayList<>();
    edits.forEach(edit -> concerned.add(edit.keys()));
    copies.forEach(
        (to, from) -> {
          concerned.add(pattern(to));
          concerned.add(pattern(from));
        });
    if (concerned.isEmpty()) {
      throw new IllegalArgumentException("nothing to edit; --help lists the edits");
    }
    Map<TenantTier, SavedKey> keys = new HashMap<>();
    states.forEach(
        key -> concerned.stream().anyMatch(pattern -> pattern.matches(key)),
        key -> {
          progress.advance();
          keys.put(key.key(), key);
        });
    List<SavedKey> created = new ArrayList<>();
    List<StateEdit> all = new ArrayList<>();
    for (Map.Entry<TenantTier, TenantTier> copy : copies.entrySet()) {
      all.add(StateEdit.TeachFrom.of(pattern(copy.getKey()), existing(keys, copy.getValue())));
      if (!keys.containsKey(copy.getKey())) {
        created.add(KeyState.unseen(copy.getKey()).saved());
      }
    }
    all.addAll(edits);
    created.forEach(key -> keys.put(key.key(), key));
    for (StateEdit edit : edits) {
      if (keys.keySet().stream().noneMatch(edit.keys()::matches)) {
        throw new IllegalArgumentException(
            "the savepoint has no key '%s'; surety state inspect lists them"
                .formatted(edit.keys()));
      }
    }
    return new EditPlan(all, created, changes(all, keys, created, states));
  }

  private static Map<TenantTier, Change> changes(
      List<StateEdit> edits,
      Map<TenantTier, SavedKey> keys,
      List<SavedKey> created,
      SavepointStates states)
      throws IOException {
    Configuration configuration = states.control().configuration();
    Map<TenantTier, Change> changes = new TreeMap<>(Comparator.comparing(TenantTier::key));
    for (SavedKey key : keys.values()) {
      if (edits.stream().anyMatch(edit -> edit.keys().matches(key.key()))) {
        SavedKey after = EditedKeys.edit(key, edits, configuration);
        changes.put(
            key.key(),
            new Change(
                created.contains(key) ? null : KeyReport.of(KeyState.of(key), configuration),
                after == null ? null : KeyReport.of(KeyState.of(after), configuration)));
      }
    }
    return changes;
  }

  private static SavedKey existing(Map<TenantTier, SavedKey> keys, TenantTier key) {
    SavedKey found = keys.get(key);
    if (found == null) {
      throw new IllegalArgumentException(
          "the savepoint has no key '%s' to copy from; surety state inspect lists them"
              .formatted(key));
    }
    return found;
  }

  private static KeyPattern pattern(TenantTier key) {
    return new KeyPattern(key.tenant(), key.tier());
  }

  boolean deletes() {
    return changes.values().stream().anyMatch(change -> change.after() == null);
  }
}
