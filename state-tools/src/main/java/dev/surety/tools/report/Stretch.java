package dev.surety.tools.report;

import dev.surety.domain.BudgetTerms;
import dev.surety.engine.BudgetWindow;
import dev.surety.engine.TenantConfig;
import dev.surety.wire.journal.RowHead;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows of a key that follow each other on one configuration: all of a journal in one piece, or in
 * as many as its files and the changes of configuration make. Of a stretch is kept what {@link
 * BudgetWindow} makes of it, whatever was before: where its decisions begin and end, and where the
 * last window of its terms begins.
 */
final class Stretch {

  /** One life of the key after the other. */
  static final Comparator<Stretch> IN_ORDER =
      Comparator.<Stretch>comparingLong(s -> s.born).thenComparingLong(s -> s.first);

  /** {@code null} where no row names one, or nobody knows it. */
  TenantConfig config;

  final long born;
  final long first;

  /** What the rows move the key's clock to, epoch milliseconds. */
  long clock = Long.MIN_VALUE;

  /** {@code seq} of the first decision, or 0; and the clock at the first and at the last one. */
  long firstDecision;

  long firstClock;
  long lastClock;

  private String hash;
  private long last;
  private final Map<BudgetTerms, Windows> windows = new HashMap<>(2);

  /** Of one budget. */
  private static final class Windows {
    final BudgetWindow window = new BudgetWindow();
    long began;
  }

  Stretch(RowHead head) {
    born = head.born();
    first = head.seq();
    last = first - 1;
  }

  /** Whether a row goes on with it. */
  boolean goesOn(RowHead head) {
    return head.seq() == last + 1
        && head.born() == born
        && (hash == null || head.config() == null || hash.equals(head.config()));
  }

  /**
   * The next row.
   *
   * @param named the configuration that it names, or {@code null}
   */
  void add(RowHead head, TenantConfig named) {
    last = head.seq();
    if (head.config() != null) {
      hash = head.config();
      config = named;
    }
    if (head.isClosed()) {
      return;
    }
    clock = Math.max(clock, head.clock());
    if (head.isDecision()) {
      if (firstDecision == 0) {
        firstDecision = head.seq();
        firstClock = clock;
      }
      lastClock = clock;
      if (config != null) {
        enter(config.budget(), head.seq());
        enter(config.sharedBudget() == null ? null : config.sharedBudget().terms(), head.seq());
      }
    }
  }

  private void enter(BudgetTerms terms, long seq) {
    if (terms != null) {
      Windows of = windows.computeIfAbsent(terms, t -> new Windows());
      if (of.window.enter(terms, clock)) {
        of.began = seq;
      }
    }
  }

  /** {@code seq} of the decision that began the last window of a budget of this stretch. */
  long beginning(BudgetTerms terms) {
    return windows.get(terms).began;
  }
}
