package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.Spending;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.KeyedRouterState;
import dev.surety.flink.RouteState;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;

/**
 * Reads everything that ROUTE has of each key, inside Flink. What can't be read comes as the reason
 * why: of a job that fails Flink may tell only that a task was gone.
 */
final class SavedKeys extends KeyedStateReaderFunction<String, Either<SavedKey, String>> {

  static final TypeInformation<Either<SavedKey, String>> TYPE =
      Types.EITHER(SavedKey.TYPE, Types.STRING);

  private static final long serialVersionUID = 1L;

  private transient KeyedRouterState states;
  private transient MapState<String, OpenDecision> openA;
  private transient MapState<String, OpenDecision> openB;
  private transient MapState<String, Spending> moneyA;
  private transient MapState<String, Spending> moneyB;
  private transient MapState<String, List<InboundEvent>> held;

  @Override
  public void open(OpenContext context) {
    states = new KeyedRouterState(getRuntimeContext(), null);
    openA = getRuntimeContext().getMapState(RouteState.OPEN_A);
    openB = getRuntimeContext().getMapState(RouteState.OPEN_B);
    moneyA = getRuntimeContext().getMapState(RouteState.MONEY_A);
    moneyB = getRuntimeContext().getMapState(RouteState.MONEY_B);
    held = getRuntimeContext().getMapState(RouteState.HELD);
  }

  @Override
  public void readKey(String key, Context context, Collector<Either<SavedKey, String>> out)
      throws Exception {
    Either<SavedKey, String> reading;
    try {
      reading = Either.Left(read(key, context));
    } catch (IOException | RuntimeException e) {
      reading = Either.Right(BrokenSavepoint.root(e));
    }
    out.collect(reading);
  }

  private SavedKey read(String key, Context context) throws Exception {
    TenantTier tenant = TenantTier.parse(key);
    RouterState state = states.load(tenant);
    OpenDecisionMaps open = new OpenDecisionMaps();
    openA.entries().forEach(e -> open.put(0, e.getKey(), e.getValue()));
    openB.entries().forEach(e -> open.put(1, e.getKey(), e.getValue()));
    moneyA.entries().forEach(e -> open.putSpending(0, e.getKey(), e.getValue()));
    moneyB.entries().forEach(e -> open.putSpending(1, e.getKey(), e.getValue()));
    Map<String, List<InboundEvent>> waiting = new HashMap<>();
    held.entries().forEach(entry -> waiting.put(entry.getKey(), entry.getValue()));
    long[] timers =
        context.registeredProcessingTimeTimers().stream().mapToLong(t -> t).sorted().toArray();
    return new KeyState(tenant, state.account(), state.learner(), open, timers, waiting).saved();
  }
}
