package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantRouter;
import java.util.List;

/**
 * Folds the rows of one key. Rows come in groups: one row that carries an input (a decision, an
 * outcome, the first of what an idle key closed) and, around it, the closings that followed from
 * that input. Only the input is read; the whole group is what the engine must say again.
 */
final class KeyFold {

  private final TenantRouter router;
  private final Configurations configurations;
  private final List<JournalRow> rows;
  private final Findings findings;
  private final RouterState state;
  private final OpenDecisionMaps open = new OpenDecisionMaps();

  /**
   * @param rows of one key, ascending in seq, without repeats
   */
  KeyFold(
      TenantRouter router,
      Configurations configurations,
      TenantTier key,
      List<JournalRow> rows,
      Findings findings) {
    this.router = router;
    this.configurations = configurations;
    this.rows = rows;
    this.findings = findings;
    this.state = new RouterState(key, new Account(), new Learner(), open);
  }

  FoldedKey fold() {
    int from = 0;
    int input = nextInput(0);
    while (input < rows.size()) {
      int next = nextInput(input + 1);
      from += applyGroup(rows.subList(from, next), rows.get(input));
      for (; from <= input; from++) {
        findings.onlyJournaled(rows.get(from));
      }
      input = next;
    }
    rows.subList(from, rows.size()).forEach(findings::onlyJournaled);
    return new FoldedKey(state.key(), state.account(), state.learner(), open);
  }

  /** Applies an input; returns how many rows from the start of the group on it explains. */
  private int applyGroup(List<JournalRow> group, JournalRow input) {
    // Where rows are missing the engine's count would lag, and with it every decision id. (If what
    // is missing is a closing, the engine says it again, one number too late: it shows twice.)
    state.account().seq = group.get(0).stamp().seq() - 1;
    Effects effects = router.apply(state, event(input));
    findings.events++;
    int i = 0;
    for (JournalRow folded : effects.rows()) {
      long seq = folded.stamp().seq();
      for (; i < group.size() && group.get(i).stamp().seq() < seq; i++) {
        findings.onlyJournaled(group.get(i));
      }
      if (i < group.size() && group.get(i).stamp().seq() == seq) {
        findings.compare(group.get(i++), folded);
      } else {
        findings.onlyFolded(folded);
      }
    }
    return i;
  }

  private Event event(JournalRow row) {
    Stamp stamp = row.stamp();
    if (row instanceof Decided decided) {
      return new Event.Route(
          context(stamp, decided.decision().decidedAt(), decided.seed()),
          decided.request(),
          configurations.get(decided.config()));
    }
    Event.Context context = context(stamp, stamp.time(), 0);
    return row instanceof Outcome outcome
        ? new Event.Learn(context, outcome.feedback(), configurations.get(outcome.config()))
        : new Event.Idle(context);
  }

  private static Event.Context context(Stamp stamp, long now, long seed) {
    return new Event.Context(stamp.run(), stamp.epoch(), now, seed);
  }

  private int nextInput(int from) {
    int i = from;
    while (i < rows.size() && !isInput(i)) {
      i++;
    }
    return i;
  }

  private boolean isInput(int i) {
    // What an idle key closes, it closes at once: one event, at most two rows.
    if (!(rows.get(i) instanceof Closed closed)) {
      return true;
    }
    boolean second =
        i > 0
            && rows.get(i - 1) instanceof Closed before
            && isIdle(before)
            && before.stamp().seq() == closed.stamp().seq() - 1;
    return isIdle(closed) && !second;
  }

  private static boolean isIdle(Closed closed) {
    return closed.cause() == Closed.Cause.IDLE;
  }
}
