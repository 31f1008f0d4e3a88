package dev.surety.flink;

import dev.surety.wire.json.TopicRecord;
import java.util.ArrayList;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/**
 * Flink's operator around ROUTE, which goes from key to key at a barrier as no function can: so
 * state of busy keys may stay decoded in memory between barriers ({@link HotKeys}). On the heap it
 * is there already, and nothing is kept twice. In snapshots nothing shows of this.
 */
public final class RouteOperator
    extends CoBroadcastWithKeyedOperator<String, InboundEvent, ControlRecord, TopicRecord>
    implements CurrentKey {

  private static final long serialVersionUID = 1L;

  private final long cacheBytes;

  private transient WritesBack cached;

  /**
   * @param cacheBytes that state of busy keys may take in each task, where the backend is another
   *     than the heap; 0 for none
   */
  public RouteOperator(
      KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord> function,
      long cacheBytes) {
    super(function, new ArrayList<>(RouteState.BROADCAST));
    this.cacheBytes = cacheBytes;
  }

  /** As Flink's own {@code process} of keyed events and a broadcast would have it. */
  public static SingleOutputStreamOperator<TopicRecord> on(
      KeyedStream<InboundEvent, String> events,
      DataStream<ControlRecord> control,
      KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord> function,
      long cacheBytes) {
    return events
        .connect(control.broadcast())
        .transform("ROUTE", RouteTypes.TOPIC_RECORD, new RouteOperator(function, cacheBytes));
  }

  @Override
  public void open() throws Exception {
    boolean heap =
        getKeyedStateBackend()
            .getBackendTypeIdentifier()
            .equals(StateBackendLoader.HASHMAP_STATE_BACKEND_NAME);
    if (!heap && cacheBytes > 0 && userFunction instanceof WritesBack function) {
      cached = function;
      function.cache(this, cacheBytes);
    }
    super.open();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack();
    super.snapshotState(context);
  }

  void writeBack() throws Exception {
    if (cached != null) {
      cached.writeBack();
    }
  }

  @Override
  public String get() {
    return (String) getCurrentKey();
  }

  @Override
  public void set(String key) {
    setCurrentKey(key);
  }
}
