package dev.surety.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.BroadcastState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one order of the records and tombstones of a subject: that of the topic, by whatever road
 * they come, the reading at the start, the stream or a restored state. Kept in broadcast state
 * under {@link RouteState#CONTROL_ORDER}, for subjects that were removed as well; states of before
 * have none, and are taken to be older than the topic.
 */
final class ControlOrder {

  /** No subject is called like this. */
  static final String TOPIC = "topic";

  private static final Logger LOG = LoggerFactory.getLogger(ControlOrder.class);

  private final Map<String, ControlMark> marks = new HashMap<>();
  private String topicId;

  /** Reads back what the state holds. */
  void restore(BroadcastState<String, byte[]> state) throws Exception {
    for (Map.Entry<String, byte[]> entry : state.immutableEntries()) {
      if (entry.getKey().equals(TOPIC)) {
        topicId = new String(entry.getValue(), UTF_8);
      } else {
        marks.put(entry.getKey(), ControlMark.read(entry.getValue()));
      }
    }
  }

  /**
   * The topic was read. Where it is another one, or has lost records, offsets begin again: what is
   * known stays in force until the topic says otherwise, and versions alone order it.
   *
   * @param subjects that are known, and those that the topic speaks of
   */
  void meet(ControlContent content, Set<String> subjects, BroadcastState<String, byte[]> state)
      throws Exception {
    if (content.topicId() == null) {
      return;
    }
    String why = anew(content);
    if (why != null) {
      LOG.warn(
          "{}: its order begins again. What the state knows stays in force until records of the"
              + " topic with greater versions say otherwise; take out what should not count"
              + " (docs/control.md)",
          why);
      marks.clear();
      state.clear();
    }
    topicId = content.topicId();
    state.put(TOPIC, topicId.getBytes(UTF_8));
    forget(subjects, state);
  }

  private String anew(ControlContent content) {
    if (topicId != null && !topicId.equals(content.topicId())) {
      return "the control topic is another one than before (id %s, was %s)"
          .formatted(content.topicId(), topicId);
    }
    for (Map.Entry<String, ControlMark> entry : marks.entrySet()) {
      ControlMark mark = entry.getValue();
      Long end = content.ends().get(mark.partition());
      if (end == null || end <= mark.newest()) {
        return "the control topic has lost records (partition %d ends at %s, %s was read at %d)"
            .formatted(mark.partition(), end, entry.getKey(), mark.newest());
      }
    }
    return null;
  }

  /** What was removed and has left the topic can't come again by any road. */
  private void forget(Set<String> subjects, BroadcastState<String, byte[]> state) throws Exception {
    for (String subject : Set.copyOf(marks.keySet())) {
      if (!subjects.contains(subject)) {
        marks.remove(subject);
        state.remove(subject);
      }
    }
  }

  /** Whether the subject took a record that is newer, or this one. */
  boolean isPast(String subject, ControlPlace place) {
    ControlMark mark = place == null ? null : marks.get(subject);
    return mark != null && mark.isPast(place);
  }

  /** The subject took the record. */
  void took(String subject, ControlPlace place, BroadcastState<String, byte[]> state)
      throws Exception {
    if (place != null) {
      ControlMark mark = marks.get(subject);
      keep(subject, mark == null ? ControlMark.of(place) : mark.took(place), state);
    }
  }

  /** The record was refused before the stream came to it. */
  void refused(String subject, ControlPlace place, BroadcastState<String, byte[]> state)
      throws Exception {
    if (place != null) {
      ControlMark mark = marks.getOrDefault(subject, ControlMark.none(place.partition()));
      mark.refused().add(place.offset());
      keep(subject, mark, state);
    }
  }

  /** Whether the record was refused before the stream came to it; says so once. */
  boolean wasRefused(String subject, ControlPlace place, BroadcastState<String, byte[]> state)
      throws Exception {
    ControlMark mark = place == null ? null : marks.get(subject);
    if (mark == null || !mark.refused().remove(place.offset())) {
      return false;
    }
    keep(subject, mark, state);
    return true;
  }

  private void keep(String subject, ControlMark mark, BroadcastState<String, byte[]> state)
      throws Exception {
    marks.put(subject, mark);
    state.put(subject, mark.write());
  }
}
