package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import dev.surety.wire.state.CompactCodec;
import dev.surety.wire.state.CompactCodec.Compact;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;

/**
 * Flink's states of the key that is being processed.
 *
 * @param compact keys in one value, retired and parked
 * @param open decisions, in the two maps that change roles
 * @param money of answers, the same
 */
record KeyedStates(
    ValueState<Account> accounts,
    ValueState<Learner> learners,
    ValueState<byte[]> compact,
    List<MapState<String, OpenDecision>> open,
    List<MapState<String, Spending>> money) {

  static KeyedStates of(RuntimeContext context) {
    return new KeyedStates(
        context.getState(RouteState.ACCOUNT),
        context.getState(RouteState.LEARNER),
        context.getState(RouteState.COMPACT),
        List.of(context.getMapState(RouteState.OPEN_A), context.getMapState(RouteState.OPEN_B)),
        List.of(context.getMapState(RouteState.MONEY_A), context.getMapState(RouteState.MONEY_B)));
  }

  /** Gives the key a state for each of its parts if it is parked; the job goes on with those. */
  void spread() throws Exception {
    byte[] bytes = compact.value();
    if (bytes == null || !CompactCodec.isParked(bytes)) {
      return;
    }
    Compact parked = CompactCodec.read(bytes);
    accounts.update(parked.account());
    if (parked.learner() != null) {
      learners.update(parked.learner());
    }
    for (int map = 0; map < open.size(); map++) {
      open.get(map).putAll(parked.open().entries(map));
      money.get(map).putAll(parked.open().money(map));
    }
    compact.clear();
  }
}
