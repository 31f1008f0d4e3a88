package dev.surety.flink;

import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.AbstractHeapState;
import org.apache.flink.runtime.state.heap.StateTable;

/**
 * Flink's own tables of open decisions and their money, by map, of a backend on the heap: they have
 * the map of a key itself, where its state looks the key up again with each entry.
 */
record HeapTables(
    List<StateTable<String, VoidNamespace, Map<String, OpenDecision>>> open,
    List<StateTable<String, VoidNamespace, Map<String, Spending>>> money) {

  /** Of a backend, or {@code null} if it is another one or something stands before its states. */
  static HeapTables of(KeyedStateBackend<String> backend) throws Exception {
    var openA = of(backend, RouteState.OPEN_A);
    var openB = of(backend, RouteState.OPEN_B);
    var moneyA = of(backend, RouteState.MONEY_A);
    var moneyB = of(backend, RouteState.MONEY_B);
    return openA == null || openB == null || moneyA == null || moneyB == null
        ? null
        : new HeapTables(List.of(openA, openB), List.of(moneyA, moneyB));
  }

  @SuppressWarnings("unchecked") // what a descriptor says of its map is what its table has
  private static <T> StateTable<String, VoidNamespace, Map<String, T>> of(
      KeyedStateBackend<String> backend, MapStateDescriptor<String, T> state) throws Exception {
    Object inner =
        backend.getPartitionedState(
            VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, state);
    return inner instanceof AbstractHeapState<?, ?, ?> heap
        ? (StateTable<String, VoidNamespace, Map<String, T>>) heap.getStateTable()
        : null;
  }
}
