package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Folds the rows of one life of a key as they come: of a key that was removed and came back there
 * is a fold for each. Rows come in groups: one row that carries an input (a decision, an outcome,
 * the first of what an idle key closed) and, around it, the closings that followed from that input.
 * Only the input is read; the whole group is what the engine must say again. Of the history no more
 * than one group is held.
 */
public final class KeyFold implements KeyRun<FoldReport> {

  private final TenantRouter router;
  private final Function<String, TenantConfig> configurations;
  private final FoldFindings findings;
  private final RouterState state;
  private final OpenDecisionMaps open = new OpenDecisionMaps();
  private final Watcher watcher;
  private final Inputs inputs = new Inputs();

  /** Rows that are not explained yet: closings, the input that waits, closings. */
  private final List<JournalRow> group = new ArrayList<>();

  private int waiting = -1;
  private long last;
  private long applied;
  private boolean removed;

  /** Looks on while the rows of a key are folded; changes nothing. */
  public interface Watcher {

    /**
     * @param input the next row that is an input of the engine
     * @param state of the key, just before the input is applied
     */
    void before(JournalRow input, RouterState state);

    /**
     * @param input that was applied
     * @param rows what the engine says of it
     */
    default void after(JournalRow input, List<JournalRow> rows) {}
  }

  /**
   * @param configurations by the hash that rows name them by
   * @param findings takes what is found
   */
  public KeyFold(
      TenantRouter router,
      Function<String, TenantConfig> configurations,
      TenantTier key,
      FoldFindings findings) {
    this(router, configurations, key, findings, (input, state) -> {});
  }

  /** The same, while somebody looks on. */
  public KeyFold(
      TenantRouter router,
      Function<String, TenantConfig> configurations,
      TenantTier key,
      FoldFindings findings,
      Watcher watcher) {
    this.router = router;
    this.configurations = configurations;
    this.findings = findings;
    this.watcher = watcher;
    this.state = new RouterState(key, new Account(), new Learner(), open);
    findings.key();
  }

  @Override
  public void add(JournalRow row) {
    if (!findings.follows(last, row)) {
      return;
    }
    if (last == 0) {
      state.account().born = row.stamp().born();
    }
    if (removed) {
      findings.onlyJournaled(row);
    }
    last = row.stamp().seq();
    if (inputs.next(row)) {
      apply();
      waiting = group.size();
      removed |= Inputs.isRemoval(row);
    }
    group.add(row);
  }

  @Override
  public FoldedKey finish() {
    apply();
    group.forEach(findings::onlyJournaled);
    return removed ? null : stop();
  }

  @Override
  public FoldReport report() {
    return findings.report();
  }

  /**
   * Takes rows until one of its inputs has been applied.
   *
   * @param seq of that input
   * @param rows in the order of seq
   * @return the state then, or {@code null} if the key was removed: none
   */
  public FoldedKey upTo(long seq, List<JournalRow> rows) {
    for (JournalRow row : rows) {
      if (applied >= seq) {
        break;
      }
      add(row);
    }
    return applied < seq ? finish() : stop();
  }

  /** The state after the last input that was applied; what has not been explained is let be. */
  private FoldedKey stop() {
    group.clear();
    waiting = -1;
    return new FoldedKey(state.key(), state.account(), state.learner(), open);
  }

  /** Applies the input that waits, and drops what it explains. */
  private void apply() {
    if (waiting < 0) {
      return;
    }
    int explained = explained(group.get(waiting));
    for (; explained <= waiting; explained++) {
      findings.onlyJournaled(group.get(explained));
    }
    applied = group.get(waiting).stamp().seq();
    group.subList(0, explained).clear();
    waiting = -1;
  }

  /** How many rows from the start of the group on an input explains. */
  private int explained(JournalRow input) {
    // Where rows are missing the engine's count would lag, and with it every decision id. (If what
    // is missing is a closing, the engine says it again, one number too late: it shows twice.)
    state.account().seq = group.get(0).stamp().seq() - 1;
    watcher.before(input, state);
    Effects effects = router.apply(state, Inputs.event(input, configurations));
    findings.events++;
    watcher.after(input, effects.rows());
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
}
