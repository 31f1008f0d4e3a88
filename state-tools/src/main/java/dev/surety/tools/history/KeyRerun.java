package dev.surety.tools.history;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.journal.Inputs;
import dev.surety.tools.journal.KeyRun;
import java.util.function.Function;

/**
 * Runs the history of one life of a key again: its requests and its feedback, as they were, under
 * what is in force now. Answers are those of the models that really answered, whatever is decided
 * now, so the engine takes them as it takes every answer of another model than is on record: it
 * learns from them and books the true outcome.
 */
final class KeyRerun implements KeyRun<RerunReport> {

  private final TenantRouter router;
  private final Function<String, TenantConfig> configs;
  private final RouterState state;
  private final OpenDecisionMaps open = new OpenDecisionMaps();
  private final Inputs inputs = new Inputs();
  private long last;
  private boolean removed;

  private long events;
  private long gaps;
  private long rejected;
  private long unseen;
  private long decisions;
  private long changed;
  private long labels;
  private double satisfied;
  private double costUsd;
  private PairedComparison then = PairedComparison.NONE;
  private PairedComparison now = PairedComparison.NONE;

  /**
   * @param configs in force now, by the hash of what was in force
   */
  KeyRerun(TenantRouter router, TenantTier key, Function<String, TenantConfig> configs) {
    this.router = router;
    this.configs = configs;
    this.state = new RouterState(key, new Account(), new Learner(), open);
  }

  /** Takes the next row, in the order of seq; one that is there twice, once. */
  @Override
  public void add(JournalRow row) {
    long seq = row.stamp().seq();
    if (seq == last) {
      return;
    }
    if (last == 0) {
      state.account().born = row.stamp().born();
    }
    long missing = seq - last - 1;
    gaps += missing;
    state.account().seq += missing;
    last = seq;
    if (!inputs.next(row)) {
      return;
    }
    removed |= Inputs.isRemoval(row);
    Effects effects = router.apply(state, Inputs.event(row, configs));
    events++;
    rejected += effects.rejection() == null ? 0 : 1;
    if (row instanceof Decided decided) {
      unseen += isUnseen(decided) ? 1 : 0;
      effects.rows().stream()
          .filter(Decided.class::isInstance)
          .forEach(again -> compare(decided, (Decided) again));
    } else if (row instanceof Outcome outcome) {
      costUsd += outcome.bookedCostUsd();
      if (outcome.booked()) {
        labels++;
        satisfied += outcome.feedback().label();
      }
    }
  }

  /** Whether the policy of now looks at what the journal of then was not told to keep. */
  private boolean isUnseen(Decided decided) {
    RoutingRequest request = decided.request();
    return request.features().isEmpty()
        && request.promptChars() > 0
        && configs.apply(decided.config()).policy().readsFeatures();
  }

  private void compare(Decided before, Decided again) {
    decisions++;
    changed += before.decision().model().equals(again.decision().model()) ? 0 : 1;
    then = then.plus(PairedComparison.on(before.candidates(), before.decision(), again.decision()));
    now = now.plus(PairedComparison.on(again.candidates(), before.decision(), again.decision()));
  }

  @Override
  public FoldedKey finish() {
    return removed ? null : new FoldedKey(state.key(), state.account(), state.learner(), open);
  }

  @Override
  public RerunReport report() {
    return new RerunReport(
        1, events, gaps, rejected, unseen, decisions, changed, labels, satisfied, costUsd, then,
        now);
  }
}
