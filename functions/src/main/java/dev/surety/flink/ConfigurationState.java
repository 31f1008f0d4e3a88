package dev.surety.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.engine.Configuration;
import dev.surety.wire.ControlJson;
import dev.surety.wire.TopicRecord;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;

/**
 * The configuration of one subtask and its copy in broadcast state. The state keeps the control
 * records themselves, as JSON lines, so that it can be read without this class and needs no
 * migration.
 */
final class ConfigurationState {

  private final Configuration configuration = new Configuration();

  Configuration configuration() {
    return configuration;
  }

  /** Reads back what the state holds. */
  void restore(BroadcastState<String, byte[]> state) throws Exception {
    for (Map.Entry<String, byte[]> subject : state.immutableEntries()) {
      for (String line : new String(subject.getValue(), UTF_8).split("\n")) {
        configuration.put(ControlJson.read(subject.getKey().getBytes(UTF_8), line.getBytes(UTF_8)));
      }
    }
  }

  /** Takes in one record and keeps it. */
  void put(TopicRecord record, StateOf states) throws Exception {
    ControlUpdate update = ControlJson.read(record.key(), record.value());
    List<ControlUpdate> versions = configuration.put(update);
    BroadcastState<String, byte[]> state = states.of(RouteState.of(update.subject()));
    if (versions.isEmpty()) {
      state.remove(update.subject());
    } else {
      state.put(update.subject(), lines(versions));
    }
  }

  /** Where a broadcast state comes from: the operator's store, or a record's context. */
  @FunctionalInterface
  interface StateOf {
    BroadcastState<String, byte[]> of(MapStateDescriptor<String, byte[]> descriptor)
        throws Exception;
  }

  private static byte[] lines(List<ControlUpdate> versions) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (ControlUpdate version : versions) {
      if (lines.size() > 0) {
        lines.write('\n');
      }
      lines.writeBytes(ControlJson.write(version).value());
    }
    return lines.toByteArray();
  }
}
