package dev.surety.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.TopicRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapStateDescriptor;

/** The configuration of a job that starts, reads on, and starts again from what it kept. */
final class ControlRun {

  /** What a checkpoint has: states, where the source is, and the dead letters until then. */
  record Kept(Map<String, Map<String, byte[]>> states, int next, List<Integer> letters) {
    static final Kept NOTHING = new Kept(Map.of(), 0, List.of());

    /** As versions before had it: without an order. */
    Kept withoutOrder() {
      Map<String, Map<String, byte[]>> old = new HashMap<>(states);
      old.remove(RouteState.CONTROL_ORDER.getName());
      return new Kept(old, next, letters);
    }
  }

  private final String topicId;
  private final List<ControlUpdate> topic;
  private final Map<String, MapBroadcastState> states = new HashMap<>();
  private final List<Integer> letters = new ArrayList<>();
  private ConfigurationState state = new ConfigurationState();
  private int next;

  ControlRun(String topicId, List<ControlUpdate> topic) {
    this.topicId = topicId;
    this.topic = topic;
  }

  /** The topic read once, in its order. */
  static ControlRun once(List<ControlUpdate> topic) throws Exception {
    ControlRun run = new ControlRun("a", topic);
    run.readOn(topic.size());
    return run;
  }

  /** From a checkpoint on; the topic has so many records by now. */
  ControlRun start(Kept kept, int published) throws Exception {
    states.clear();
    kept.states().forEach((name, entries) -> states.put(name, new MapBroadcastState(entries)));
    next = kept.next();
    letters.clear();
    letters.addAll(kept.letters());
    state = new ConfigurationState();
    state.restore(this::of);
    List<ControlRecord> records = new ArrayList<>();
    for (int offset = 0; offset < published; offset++) {
      records.add(record(offset));
    }
    state.catchUp(new ControlContent(topicId, Map.of(0, (long) published), records), this::of);
    return this;
  }

  /** The stream comes to an offset. */
  ControlRun readOn(int end) throws Exception {
    for (; next < end; next++) {
      if (state.put(record(next), this::of) != null) {
        letters.add(next);
      }
    }
    return this;
  }

  Kept checkpoint() {
    Map<String, Map<String, byte[]>> copies = new HashMap<>();
    states.forEach((name, entries) -> copies.put(name, new TreeMap<>(entries.entries)));
    return new Kept(copies, next, List.copyOf(letters));
  }

  int next() {
    return next;
  }

  ConfigurationState state() {
    return state;
  }

  List<ControlUpdate> known(String subject) {
    return state.configuration().known(subject);
  }

  /** Offsets of the dead letters. */
  List<Integer> letters() {
    return letters;
  }

  /** The subjects in state, as text. */
  Map<String, String> lines() {
    Map<String, String> lines = new TreeMap<>();
    for (MapStateDescriptor<String, byte[]> part : RouteState.SUBJECTS) {
      of(part).entries.forEach((subject, text) -> lines.put(subject, new String(text, UTF_8)));
    }
    return lines;
  }

  private MapBroadcastState of(MapStateDescriptor<String, byte[]> part) {
    return states.computeIfAbsent(part.getName(), name -> new MapBroadcastState(Map.of()));
  }

  private ControlRecord record(int offset) {
    TopicRecord record = ControlJson.write(topic.get(offset));
    Map<String, String> headers = DeadLetters.place("control", 0, offset, 1_000 + offset);
    return new ControlRecord(
        topic.get(offset).published(1_000 + offset),
        new TopicRecord(record.key(), record.value(), headers));
  }
}
