package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.engine.TenantConfig;
import dev.surety.tools.ope.journal.Answered.Exclusion;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Joins the decisions of one key with their outcomes. Decisions are held no longer than the engine
 * itself holds them open (two feedback windows, and no more than the promise allows), so memory is
 * bounded however long the journal is.
 */
final class DecisionJoin {

  private final Function<String, TenantConfig> configs;
  private final Consumer<Answered> done;
  private final Map<String, Answered> open = new LinkedHashMap<>();
  private final long[] outcomes = new long[OutcomeClass.values().length];
  private long clock = Long.MIN_VALUE;

  /**
   * @param configs by the hash that rows name them by
   * @param done takes each decision when nothing more can become of it, oldest first
   */
  DecisionJoin(Function<String, TenantConfig> configs, Consumer<Answered> done) {
    this.configs = configs;
    this.done = done;
  }

  /** Takes the next row of the key, in the order of seq. */
  void add(JournalRow row) {
    clock = Math.max(clock, row.stamp().time());
    if (row instanceof Decided decided) {
      open.put(decided.decision().decisionId(), new Answered(decided));
      giveUpOldest(configs.apply(decided.config()));
    } else if (row instanceof Outcome outcome) {
      outcomes[outcome.outcome().ordinal()]++;
      Answered about = outcome.decidedId() == null ? null : open.get(outcome.decidedId());
      if (about != null) {
        switch (outcome.outcome()) {
          case COUNTED -> about.take(outcome);
          case SUPERSEDED -> about.exclude(Exclusion.SUPERSEDED);
          case UNROUTED -> about.exclude(Exclusion.UNROUTED);
          case REVISED -> about.revise(outcome);
          case LATE, DUPLICATE, ERROR -> about.takeMoney(outcome);
          case ORPHAN -> {}
        }
      }
    }
  }

  /** No row is left. */
  void finish() {
    open.values().forEach(this::hand);
    open.clear();
  }

  /** Feedback records by {@link OutcomeClass}. */
  long[] outcomes() {
    return outcomes;
  }

  private void giveUpOldest(TenantConfig config) {
    long window = config.sla().feedback().windowMillis();
    for (Iterator<Answered> oldest = open.values().iterator(); oldest.hasNext(); ) {
      Answered next = oldest.next();
      boolean expired = clock - next.row.stamp().time() > 2 * window;
      if (!expired && open.size() <= config.sla().feedback().maxOpen()) {
        return;
      }
      hand(next);
      oldest.remove();
    }
  }

  private void hand(Answered answered) {
    long window = configs.apply(answered.row.config()).sla().feedback().windowMillis();
    answered.windowClosed = clock - answered.row.stamp().time() > window;
    done.accept(answered);
  }
}
