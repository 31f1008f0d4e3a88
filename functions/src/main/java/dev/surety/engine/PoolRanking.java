package dev.surety.engine;

import dev.surety.domain.Chance;
import dev.surety.domain.Features;
import dev.surety.domain.RoutingRequest;
import dev.surety.policy.Choice;
import dev.surety.policy.Question;
import java.util.Arrays;

/**
 * The models of the whole pool in the order in which a key's policy believes in them, asked for
 * where no decision over the whole pool tells it.
 *
 * @param slots the one to use now and its fallbacks; empty where no model is active
 * @param catchingUp whether none is believed to reach the target of the moment
 * @param infeasible whether none is believed to reach what was promised
 */
record PoolRanking(short[] slots, boolean catchingUp, boolean infeasible) {

  private static final PoolRanking NONE = new PoolRanking(new short[0], false, false);

  /** What the key's last decision over the whole pool said, without models that have left. */
  static PoolRanking of(RouterState state, TenantConfig config) {
    Account account = state.account();
    short[] known = account.ranking;
    short[] active = new short[known.length];
    int n = 0;
    int closed = 0;
    for (boolean isClosed : new boolean[] {true, false}) {
      for (short slot : known) {
        String name = state.learner().models.name(slot);
        if (config.active().has(name) && config.health().isClosed(name) == isClosed) {
          active[n++] = slot;
        }
      }
      closed = isClosed ? n : closed;
    }
    PoolRanking asked = closed == 0 ? asked(state, config) : NONE;
    return n == 0 || asked != NONE
        ? asked
        : new PoolRanking(
            Arrays.copyOf(active, closed == 0 ? n : closed),
            account.catchingUp,
            account.infeasible);
  }

  private static PoolRanking asked(RouterState state, TenantConfig config) {
    boolean bound = config.hash().equals(state.account().config);
    if (!bound || config.active().size() == 0) {
      return NONE;
    }
    Candidates candidates = new Candidates();
    RoutingRequest anything = RoutingRequest.of("", state.key(), state.account().clock);
    candidates.collect(state, anything, config);
    candidates.leaveClosed();
    if (candidates.size() == 0) {
      return NONE;
    }
    Choice choice = new Choice();
    choice.reset(candidates.size());
    Question question =
        new Question(
            "",
            candidates.slots,
            candidates.models,
            candidates.cost,
            candidates.usualCost,
            candidates.referenceCostUsd,
            config.sla().target(),
            state.account().queue,
            null,
            RoutingRequest.UNKNOWN,
            Features.NONE,
            new Chance(0));
    config.policy().rank(state.memory(), question, choice);
    Ranking ranking = new Ranking();
    ranking.rank(candidates, choice);
    return new PoolRanking(
        ranking.slots(candidates, new short[0]),
        choice.catchingUp,
        config.policy().isBeyondReach(state.memory(), question));
  }
}
