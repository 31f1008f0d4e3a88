package dev.surety.flink;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.OpenDecisions;
import dev.surety.engine.RouterState;
import dev.surety.wire.state.CompactCodec;
import dev.surety.wire.state.CompactCodec.Compact;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;

/**
 * Account and learner of the key that is being processed: each as a state of its own while the key
 * has traffic, both in one compact form after it was retired. Of a parked key {@link HotKeys} knows
 * alone, which gives what is in its one value as if each were kept by itself.
 */
public final class KeyedRouterState {

  /** Of each kind of open thing. */
  private static final int MAPS = 2;

  private final ValueState<Account> accounts;
  private final ValueState<Learner> learners;
  private final ValueState<byte[]> compact;
  private final OpenDecisions open;

  /** Whether what was loaded last came from the compact form. */
  private boolean wasRetired;

  /** Whether nothing was kept of what was loaded last. */
  private boolean wasNew;

  /** As Flink has it. */
  public KeyedRouterState(RuntimeContext context, OpenDecisions open) {
    this(
        context.getState(RouteState.ACCOUNT),
        context.getState(RouteState.LEARNER),
        context.getState(RouteState.COMPACT),
        open);
  }

  private KeyedRouterState(
      ValueState<Account> accounts,
      ValueState<Learner> learners,
      ValueState<byte[]> compact,
      OpenDecisions open) {
    this.accounts = accounts;
    this.learners = learners;
    this.compact = compact;
    this.open = open;
  }

  /**
   * As Flink has it.
   *
   * @param near what is kept in front of Flink's states, or {@code null} for nothing
   */
  static KeyedRouterState of(KeyedStates states, NearKeys near) {
    return near == null
        ? new KeyedRouterState(
            states.accounts(), states.learners(), states.compact(), new KeyedOpenDecisions(states))
        : new KeyedRouterState(near.accounts(), near.learners(), states.compact(), near);
  }

  OpenDecisions open() {
    return open;
  }

  /** Whether the key has been seen, and not been retired since. */
  boolean isActive() throws IOException {
    return accounts.value() != null;
  }

  /** Whether the key is kept in its compact form. */
  boolean isRetired() throws IOException {
    byte[] bytes = compact.value();
    return bytes != null && !CompactCodec.isParked(bytes);
  }

  /** Whether nothing was kept of the key that was loaded last. */
  boolean wasNew() {
    return wasNew;
  }

  /** As the key left it; empty if it is new. */
  public RouterState load(TenantTier key) throws IOException {
    return load(key, 0);
  }

  /**
   * The same.
   *
   * @param now wall clock, epoch milliseconds: when the state of a new key begins
   */
  RouterState load(TenantTier key, long now) throws IOException {
    Account account = accounts.value();
    wasRetired = false;
    wasNew = false;
    if (account != null) {
      Learner learner = learners.value();
      return new RouterState(key, account, learner == null ? new Learner() : learner, open);
    }
    byte[] bytes = compact.value();
    if (bytes == null) {
      wasNew = true;
      Account begun = new Account();
      begun.born = now;
      return new RouterState(key, begun, new Learner(), open);
    }
    if (CompactCodec.isParked(bytes)) {
      throw new IOException(
          key
              + " is parked, and "
              + RouteOperator.class.getSimpleName()
              + " spreads all that are before the first event");
    }
    wasRetired = true;
    Compact back = CompactCodec.read(bytes);
    return new RouterState(key, back.account(), back.learner(), open);
  }

  /**
   * As the key left it, in whatever form; for those who only look.
   *
   * @param parked takes what is open of a parked key; what is open of others is in maps of their
   *     own
   */
  public RouterState read(TenantTier key, OpenDecisionMaps parked) throws IOException {
    byte[] bytes = accounts.value() == null ? compact.value() : null;
    if (bytes == null || !CompactCodec.isParked(bytes)) {
      return load(key);
    }
    Compact kept = CompactCodec.read(bytes);
    for (int map = 0; map < MAPS; map++) {
      int to = map;
      kept.open().entries(map).forEach((id, decision) -> parked.put(to, id, decision));
      kept.open().money(map).forEach((id, money) -> parked.putSpending(to, id, money));
    }
    Learner learner = kept.learner() == null ? learners.value() : kept.learner();
    return new RouterState(key, kept.account(), learner == null ? new Learner() : learner, parked);
  }

  /** Keeps what changed of the state that was loaded last; a retired key is back then. */
  void store(RouterState state) throws IOException {
    accounts.update(state.account());
    if (state.learnerChanged() || wasRetired) {
      learners.update(state.learner());
    }
    if (wasRetired) {
      compact.clear();
      wasRetired = false;
    }
  }

  /** Forgets the key. */
  void remove() {
    accounts.clear();
    learners.clear();
    compact.clear();
    for (int map = 0; map < MAPS; map++) {
      open.clear(map);
      open.clearSpending(map);
    }
  }

  /** Keeps the state that was loaded last in its compact form. */
  void retire(RouterState state) throws IOException {
    accounts.clear(); // also where it is parked, in the place that is written next
    learners.clear();
    compact.update(CompactCodec.retired(state.account(), state.learner()));
  }
}
