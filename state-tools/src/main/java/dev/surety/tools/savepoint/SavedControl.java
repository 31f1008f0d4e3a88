package dev.surety.tools.savepoint;

import dev.surety.domain.ControlUpdate;
import dev.surety.engine.Configuration;
import dev.surety.engine.Versions;
import dev.surety.wire.json.ControlLines;
import dev.surety.wire.json.MalformedRecord;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The broadcast state of ROUTE: the known control records by subject, as {@link ControlLines}
 * writes them.
 */
public final class SavedControl implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, byte[]> subjects;
  private final TreeMap<String, byte[]> order;

  /**
   * @param order how far subjects have come in the topic, and which topic that is
   */
  SavedControl(Map<String, byte[]> subjects, Map<String, byte[]> order) {
    this.subjects = new TreeMap<>(subjects);
    this.order = new TreeMap<>(order);
  }

  /** What ROUTE would keep of control records, in whatever order they come. */
  public static SavedControl of(List<ControlUpdate> updates) {
    Map<String, List<ControlUpdate>> known = new HashMap<>();
    for (ControlUpdate update : updates) {
      known.merge(
          update.subject(),
          Versions.with(List.of(), update),
          (versions, one) -> Versions.with(versions, update));
    }
    TreeMap<String, byte[]> subjects = new TreeMap<>();
    known.forEach(
        (subject, versions) -> {
          if (!versions.isEmpty()) {
            subjects.put(subject, ControlLines.write(versions));
          }
        });
    return new SavedControl(subjects, Map.of());
  }

  /** By subject, in order; do not change the bytes. */
  public SortedMap<String, byte[]> subjects() {
    return Collections.unmodifiableSortedMap(subjects);
  }

  /** As {@code RouteState.CONTROL_ORDER} has it; do not change the bytes. */
  SortedMap<String, byte[]> order() {
    return Collections.unmodifiableSortedMap(order);
  }

  /** The same records, in the order of another. */
  SavedControl inOrderOf(SavedControl other) {
    return new SavedControl(subjects, other.order);
  }

  /**
   * Every known record, by subject and version.
   *
   * @throws BrokenSavepoint if what is kept is no control record
   */
  public List<ControlUpdate> updates() {
    List<ControlUpdate> updates = new ArrayList<>();
    for (Map.Entry<String, byte[]> subject : subjects.entrySet()) {
      try {
        updates.addAll(ControlLines.read(subject.getKey(), subject.getValue()));
      } catch (MalformedRecord e) {
        throw new BrokenSavepoint(
            "the control record kept for '%s' can't be read: %s"
                .formatted(subject.getKey(), e.getMessage()),
            e);
      }
    }
    return updates;
  }

  /** Ready to be asked what is in force. */
  public Configuration configuration() {
    Configuration configuration = new Configuration();
    updates().forEach(configuration::put);
    return configuration;
  }
}
