package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
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
  private transient MapState<String, List<InboundEvent>> held;

  @Override
  public void open(OpenContext context) {
    states = new KeyedRouterState(getRuntimeContext(), null);
    openA = getRuntimeContext().getMapState(RouteState.OPEN_A);
    openB = getRuntimeContext().getMapState(RouteState.OPEN_B);
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
    copy(openA, 0, open);
    copy(openB, 1, open);
    Map<String, List<InboundEvent>> waiting = new HashMap<>();
    held.entries().forEach(entry -> waiting.put(entry.getKey(), entry.getValue()));
    long[] timers =
        context.registeredProcessingTimeTimers().stream().mapToLong(t -> t).sorted().toArray();
    return new KeyState(tenant, state.account(), state.learner(), open, timers, waiting).saved();
  }

  private static void copy(MapState<String, OpenDecision> from, int map, OpenDecisionMaps to)
      throws Exception {
    for (Map.Entry<String, OpenDecision> entry : from.entries()) {
      to.put(map, entry.getKey(), entry.getValue());
    }
  }
}
