package dev.surety.flink;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisions;
import dev.surety.engine.RouterState;
import dev.surety.wire.RetiredCodec;
import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;

/**
 * Account and learner of the key that is being processed: each as a state of its own while the key
 * has traffic, both in one compact form after it was retired.
 */
public final class KeyedRouterState {

  private final ValueState<Account> accounts;
  private final ValueState<Learner> learners;
  private final ValueState<byte[]> retired;
  private final OpenDecisions open;

  /** Whether what was loaded last came from the compact form. */
  private boolean wasRetired;

  public KeyedRouterState(RuntimeContext context, OpenDecisions open) {
    accounts = context.getState(RouteState.ACCOUNT);
    learners = context.getState(RouteState.LEARNER);
    retired = context.getState(RouteState.RETIRED);
    this.open = open;
  }

  /** Whether the key has been seen, and not been retired since. */
  boolean isActive() throws IOException {
    return accounts.value() != null;
  }

  /** As the key left it; empty if it is new. */
  public RouterState load(TenantTier key) throws IOException {
    Account account = accounts.value();
    wasRetired = false;
    if (account != null) {
      Learner learner = learners.value();
      return new RouterState(key, account, learner == null ? new Learner() : learner, open);
    }
    byte[] compact = retired.value();
    if (compact == null) {
      return new RouterState(key, new Account(), new Learner(), open);
    }
    wasRetired = true;
    RetiredCodec.Retired back = RetiredCodec.read(compact);
    return new RouterState(key, back.account(), back.learner(), open);
  }

  /** Keeps what changed of the state that was loaded last; a retired key is back then. */
  void store(RouterState state) throws IOException {
    accounts.update(state.account());
    if (state.learnerChanged() || wasRetired) {
      learners.update(state.learner());
    }
    if (wasRetired) {
      retired.clear();
      wasRetired = false;
    }
  }

  /** Keeps the state that was loaded last in its compact form. */
  void retire(RouterState state) throws IOException {
    retired.update(RetiredCodec.write(state.account(), state.learner()));
    accounts.clear();
    learners.clear();
  }
}
