package dev.surety.flink;

import dev.surety.domain.ControlUpdate;
import dev.surety.engine.Configuration;
import dev.surety.engine.Versions;
import dev.surety.wire.json.ControlLines;
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
      ControlLines.read(subject.getKey(), subject.getValue()).forEach(configuration::put);
    }
  }

  /**
   * Takes in one record and keeps it.
   *
   * @return why it has no effect, or {@code null}
   */
  String put(ControlUpdate update, StateOf states) throws Exception {
    List<ControlUpdate> known = configuration.known(update.subject());
    String refusal = Versions.refusal(known, update);
    if (refusal != null) {
      return refusal;
    }
    List<ControlUpdate> versions = configuration.put(update);
    if (versions == known) {
      return null;
    }
    BroadcastState<String, byte[]> state = states.of(RouteState.of(update.subject()));
    if (versions.isEmpty()) {
      state.remove(update.subject());
    } else {
      state.put(update.subject(), ControlLines.write(versions));
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
