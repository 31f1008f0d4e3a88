package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.engine.Versions;
import dev.surety.wire.json.MalformedRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds the control topic into what can matter of it: the versions that ROUTE would keep, however
 * often and in whatever order the topic repeats them.
 */
final class KnownControl {

  /** By subject; after a tombstone it comes first, so that a restored job forgets what it knew. */
  private final Map<String, List<ControlUpdate>> tombstones = new LinkedHashMap<>();

  private final Map<String, List<ControlUpdate>> versions = new LinkedHashMap<>();

  /**
   * Takes in one record; what the stream will send to the dead letters is left to it.
   *
   * @param appendedAt when Kafka took it, epoch milliseconds
   */
  void take(byte[] key, byte[] value, long appendedAt) {
    try {
      ControlUpdate update = ParseControl.enforceable(key, value).published(appendedAt);
      String subject = update.subject();
      if (update instanceof Tombstone) {
        tombstones.put(subject, List.of(update));
      }
      List<ControlUpdate> known = versions.getOrDefault(subject, List.of());
      if (Versions.refusal(known, update) == null) {
        versions.put(subject, Versions.with(known, update));
      }
    } catch (MalformedRecord | RejectedRecord e) {
      // Counted and kept with its reason when the stream meets it.
    }
  }

  /** In the order in which the subjects were first met. */
  List<ControlUpdate> updates() {
    List<ControlUpdate> updates = new ArrayList<>();
    versions.forEach(
        (subject, known) -> {
          updates.addAll(tombstones.getOrDefault(subject, List.of()));
          updates.addAll(known);
        });
    return updates;
  }
}
