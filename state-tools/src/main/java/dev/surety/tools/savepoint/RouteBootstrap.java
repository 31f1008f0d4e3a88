package dev.surety.tools.savepoint;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteState;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Writes everything that ROUTE has. The State Processor API takes one function for an operator, and
 * offers none for keyed and broadcast state together; this one fills the broadcast state where
 * Flink lets any function set up its operator state. Every subtask keeps a whole copy, as ROUTE's
 * do.
 */
final class RouteBootstrap extends KeyedStateBootstrapFunction<String, SavedKey>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private final SavedControl control;
  private final SavedLists lists;

  private transient ValueState<Account> accounts;
  private transient ValueState<Learner> learners;
  private transient List<MapState<String, OpenDecision>> open;
  private transient List<MapState<String, Spending>> money;
  private transient MapState<String, List<InboundEvent>> held;

  RouteBootstrap(SavedControl control, SavedLists lists) {
    this.control = control;
    this.lists = lists;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    var store = context.getOperatorStateStore();
    for (var part : RouteState.BROADCAST) {
      store.getBroadcastState(part); // there even if nothing is in it
    }
    for (Map.Entry<String, byte[]> subject : control.subjects().entrySet()) {
      store
          .getBroadcastState(RouteState.of(subject.getKey()))
          .put(subject.getKey(), subject.getValue());
    }
    for (Map.Entry<String, byte[]> mark : control.order().entrySet()) {
      store.getBroadcastState(RouteState.CONTROL_ORDER).put(mark.getKey(), mark.getValue());
    }
    store.getUnionListState(RouteState.RUN).update(list(lists.run()));
    store.getUnionListState(RouteState.ORIGIN).update(list(lists.origin()));
    store.getUnionListState(RouteState.SEED).update(list(lists.seed()));
  }

  private static <T> List<T> list(T one) {
    return one == null ? List.of() : List.of(one);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {}

  @Override
  public void open(OpenContext context) {
    accounts = getRuntimeContext().getState(RouteState.ACCOUNT);
    learners = getRuntimeContext().getState(RouteState.LEARNER);
    open =
        List.of(
            getRuntimeContext().getMapState(RouteState.OPEN_A),
            getRuntimeContext().getMapState(RouteState.OPEN_B));
    money =
        List.of(
            getRuntimeContext().getMapState(RouteState.MONEY_A),
            getRuntimeContext().getMapState(RouteState.MONEY_B));
    held = getRuntimeContext().getMapState(RouteState.HELD);
  }

  @Override
  public void processElement(SavedKey saved, Context context) throws Exception {
    KeyState state = KeyState.of(saved);
    accounts.update(state.account());
    learners.update(state.learner());
    for (int map = 0; map < open.size(); map++) {
      open.get(map).putAll(state.open().entries(map));
      money.get(map).putAll(state.open().money(map));
    }
    held.putAll(state.held());
    for (long timer : state.timers()) {
      context.timerService().registerProcessingTimeTimer(timer);
    }
  }
}
