package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;

/**
 * Flink's states of the key that is being processed.
 *
 * @param open decisions, in the two maps that change roles
 * @param money of answers, the same
 */
record KeyedStates(
    ValueState<Account> accounts,
    ValueState<Learner> learners,
    ValueState<byte[]> retired,
    List<MapState<String, OpenDecision>> open,
    List<MapState<String, Spending>> money) {

  static KeyedStates of(RuntimeContext context) {
    return new KeyedStates(
        context.getState(RouteState.ACCOUNT),
        context.getState(RouteState.LEARNER),
        context.getState(RouteState.RETIRED),
        List.of(context.getMapState(RouteState.OPEN_A), context.getMapState(RouteState.OPEN_B)),
        List.of(context.getMapState(RouteState.MONEY_A), context.getMapState(RouteState.MONEY_B)));
  }
}
