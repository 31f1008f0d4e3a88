package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.Spending;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.KeyedRouterState;
import dev.surety.flink.RouteState;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
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

  private static final byte[] NOTHING = new byte[0];

  private final SavepointStates.KeyFilter wanted;
  private final KeyMeasure by;
  private final int most;

  private transient KeyRanking ranking;
  private transient ValueState<Account> accounts;
  private transient KeyedRouterState states;
  private transient MapState<String, OpenDecision> openA;
  private transient MapState<String, OpenDecision> openB;
  private transient MapState<String, Spending> moneyA;
  private transient MapState<String, Spending> moneyB;
  private transient MapState<String, List<InboundEvent>> held;

  /**
   * @param wanted of the others no more than the name is read
   * @param by where accounts alone are asked for: of those that come first by this the learner is
   *     read besides. {@code null} for all of everybody
   * @param most so many of them
   */
  SavedKeys(SavepointStates.KeyFilter wanted, KeyMeasure by, int most) {
    this.wanted = wanted;
    this.by = by;
    this.most = most;
  }

  @Override
  public void open(OpenContext context) {
    ranking = by == null ? null : new KeyRanking(by, most);
    accounts = getRuntimeContext().getState(RouteState.ACCOUNT);
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
      TenantTier tenant = TenantTier.parse(key);
      reading =
          Either.Left(wanted.wants(tenant) ? wanted(tenant, context) : named(tenant, NOTHING));
    } catch (IOException | RuntimeException e) {
      reading = Either.Right(BrokenSavepoint.root(e));
    }
    out.collect(reading);
  }

  /** Flink wants something of each key. */
  private static SavedKey named(TenantTier tenant, byte[] account) {
    return new SavedKey(tenant, account, NOTHING, NOTHING, new long[0], NOTHING);
  }

  private SavedKey wanted(TenantTier tenant, Context context) throws Exception {
    if (ranking == null) {
      return read(tenant, context);
    }
    Account account = accounts.value(); // of a key in a compact form there is none
    if (account == null) {
      account = states.read(tenant, new OpenDecisionMaps()).account();
    }
    DataOutputSerializer bytes = new DataOutputSerializer(1024);
    AccountCodec.write(account, bytes);
    byte[] accountBytes = bytes.getCopyOfBuffer();
    if (!ranking.takes(tenant.key(), account)) {
      return named(tenant, accountBytes);
    }
    bytes.clear();
    LearnerCodec.write(states.read(tenant, new OpenDecisionMaps()).learner(), bytes);
    return CanonicalKeys.named(tenant, accountBytes, bytes.getCopyOfBuffer());
  }

  private SavedKey read(TenantTier tenant, Context context) throws Exception {
    OpenDecisionMaps open = new OpenDecisionMaps();
    RouterState state = states.read(tenant, open);
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
