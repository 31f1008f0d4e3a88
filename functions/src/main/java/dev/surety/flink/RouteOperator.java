package dev.surety.flink;

import dev.surety.wire.json.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/**
 * Flink's operator around ROUTE, which goes from key to key at a barrier as no function can: so
 * state of busy keys may stay decoded in memory between barriers ({@link HotKeys}). On the heap it
 * is there already, and what is kept is where ({@link HeapKeys}). In snapshots no more shows of
 * this than the form in which a key is kept.
 */
public final class RouteOperator
    extends CoBroadcastWithKeyedOperator<String, InboundEvent, ControlRecord, TopicRecord>
    implements CurrentKey {

  private static final long serialVersionUID = 1L;

  private final long cacheBytes;

  private transient WritesBack near;

  /**
   * @param cacheBytes that state of busy keys may take in each task, where the backend is another
   *     than the heap; 0 for none, and on the heap for nothing remembered of where it is
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
    boolean caches = !heap && cacheBytes > 0 && userFunction instanceof WritesBack;
    HeapTables tables = heap && cacheBytes > 0 ? HeapTables.of(getKeyedStateBackend()) : null;
    if (caches) {
      keepNear(states -> new HotKeys(states, this, cacheBytes));
    } else if (tables != null) {
      keepNear(states -> new HeapKeys(states, tables, this));
    }
    super.open();
    if (!caches) {
      spreadParked();
    }
  }

  private void keepNear(NearKeysMaker maker) {
    if (userFunction instanceof WritesBack function) {
      near = function;
      function.keepNear(maker);
    }
  }

  /** What only the cache reads and writes may have come with a savepoint of a job that had one. */
  private void spreadParked() throws Exception {
    KeyedStates states = KeyedStates.of(getRuntimeContext());
    List<String> keys;
    try (Stream<String> all =
        this.<String>getKeyedStateBackend()
            .getKeys(RouteState.COMPACT.getName(), VoidNamespace.INSTANCE)) {
      keys = all.toList();
    }
    for (String key : keys) {
      setCurrentKey(key);
      states.spread();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    writeBack();
    super.snapshotState(context);
  }

  void writeBack() throws Exception {
    if (near != null) {
      near.writeBack();
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
