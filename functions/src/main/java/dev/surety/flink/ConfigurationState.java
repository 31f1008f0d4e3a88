package dev.surety.flink;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.Rejection;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Configuration;
import dev.surety.engine.Versions;
import dev.surety.wire.json.ControlLines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of one subtask and its copy in broadcast state. The state keeps the control
 * records themselves, as JSON lines, so that it can be read without this class and needs no
 * migration, and beside them how far each subject has come in the topic. Older never overrides
 * newer, by whatever road it comes.
 */
final class ConfigurationState {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationState.class);

  private final Configuration configuration = new Configuration();
  private final ControlOrder order = new ControlOrder();

  /** By subject: what this version of the job can't read. */
  private final Map<String, SubjectLines> unreadable = new HashMap<>();

  Configuration configuration() {
    return configuration;
  }

  /** Why nothing is decided for a key, if the newest word on its promise can't be read, or null. */
  Rejection withheld(TenantTier key) {
    return configuration.isWithheld(key)
        ? new Rejection(
            Rejection.Reason.UNSUPPORTED,
            "this version of the job can't read the promise to %s that its state has; go back to the version that wrote it, or publish a greater version of the sla record"
                .formatted(key))
        : null;
  }

  /** How many subjects have a word that this version of the job can't read. */
  int unreadable() {
    return unreadable.size();
  }

  /** Reads back what the state holds; a subject that can't be read concerns nobody else. */
  void restore(StateOf states) throws Exception {
    for (MapStateDescriptor<String, byte[]> part : RouteState.SUBJECTS) {
      for (Map.Entry<String, byte[]> entry : states.of(part).immutableEntries()) {
        restore(entry.getKey(), SubjectLines.of(entry.getKey(), entry.getValue()));
      }
    }
    order.restore(states.of(RouteState.CONTROL_ORDER));
  }

  private void restore(String subject, SubjectLines lines) {
    lines.read().forEach(configuration::put);
    if (!lines.isReadable()) {
      unreadable.put(subject, lines);
      LOG.error(
          "this version of the job can't read what the state says of {}: {}. Nothing of it is in"
              + " force, requests under such a promise are refused (unsupported), all others go on;"
              + " it is kept for the version that wrote it. Go back to that version, or publish a"
              + " greater version of the record",
          subject,
          lines.why());
      withhold(subject);
    }
  }

  private void withhold(String subject) {
    SubjectLines lines = unreadable.get(subject);
    if (lines != null && lines.isNewerThan(configuration.known(subject))) {
      configuration.withhold(subject);
    }
  }

  /** Takes in the topic as it was read at the start, in its order. */
  void catchUp(ControlContent content, StateOf states) throws Exception {
    BroadcastState<String, byte[]> marks = states.of(RouteState.CONTROL_ORDER);
    Set<String> subjects = new HashSet<>(configuration.subjects());
    content.records().forEach(record -> subjects.add(record.update().subject()));
    order.meet(content, subjects, marks);
    for (ControlRecord record : content.records()) {
      ControlUpdate update = record.update();
      ControlPlace place = ControlPlace.of(record);
      if (!order.isPast(update.subject(), place) && put(update, place, states) != null) {
        order.refused(update.subject(), place, marks);
      }
    }
  }

  /**
   * Takes in one record of the stream and keeps it, if it is not older than what is known.
   *
   * @return why it has no effect though it is the newest, or was, or {@code null}
   */
  String put(ControlRecord record, StateOf states) throws Exception {
    ControlUpdate update = record.update();
    ControlPlace place = ControlPlace.of(record);
    boolean wasRefused =
        order.wasRefused(update.subject(), place, states.of(RouteState.CONTROL_ORDER));
    if (!order.isPast(update.subject(), place)) {
      return put(update, place, states);
    }
    return wasRefused
        ? "%s version %d could not be put in force when the topic had it, and a newer record has come since; give it a greater version"
            .formatted(update.subject(), update.version())
        : null;
  }

  private String put(ControlUpdate update, ControlPlace place, StateOf states) throws Exception {
    String subject = update.subject();
    List<ControlUpdate> known = configuration.known(subject);
    String refusal = Versions.refusal(known, update);
    if (refusal != null) {
      return refusal;
    }
    boolean forgets = update instanceof Tombstone && unreadable.remove(subject) != null;
    List<ControlUpdate> versions = configuration.put(update);
    if (forgets) {
      configuration.forget(subject);
    }
    order.took(subject, place, states.of(RouteState.CONTROL_ORDER));
    if (versions == known && !forgets) {
      return null;
    }
    withhold(subject);
    SubjectLines kept = unreadable.get(subject);
    BroadcastState<String, byte[]> state = states.of(RouteState.of(subject));
    if (kept != null) {
      state.put(subject, kept.with(versions));
    } else if (versions.isEmpty()) {
      state.remove(subject);
    } else {
      state.put(subject, ControlLines.write(versions));
    }
    return null;
  }

  /** Where a broadcast state comes from: the operator's store, or a record's context. */
  @FunctionalInterface
  interface StateOf {
    BroadcastState<String, byte[]> of(MapStateDescriptor<String, byte[]> descriptor)
        throws Exception;
  }
}
