package dev.surety.tools.report;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import dev.surety.engine.TenantConfig;
import dev.surety.wire.journal.RowHead;

/**
 * A key's own budget and the one that its tenant's tiers share, as they stand in the window in
 * which the journal ends. All decisions' heads are heard first, then all heads, and then all rows.
 */
final class Budgets {

  private Stamp lastAt;
  private TenantConfig last;

  /** The last decisions without a budget of their own, and without a shared one. */
  private Stamp withoutOwn;

  private Stamp withoutShared;

  private long clock;
  private BudgetTally own;
  private BudgetTally shared;

  /** A decision is on record. */
  void hear(RowHead head, TenantConfig config) {
    Stamp at = stamp(head);
    if (isLater(at, lastAt)) {
      lastAt = at;
      last = config;
    }
    if ((config == null || config.sla().budget() == null) && isLater(at, withoutOwn)) {
      withoutOwn = at;
    }
    if ((config == null || config.share() == null) && isLater(at, withoutShared)) {
      withoutShared = at;
    }
  }

  private static Stamp stamp(RowHead head) {
    return new Stamp(
        head.run(), head.epoch(), head.key(), head.seq(), head.time(), null, head.born());
  }

  private static boolean isLater(Stamp at, Stamp known) {
    return known == null || Stamp.IN_ORDER.compare(at, known) > 0;
  }

  /** All decisions were heard: all heads come now, and then rows. */
  void begin(long keysClock) {
    clock = keysClock;
    if (last == null || last.sla().mode() == Mode.OBSERVE) {
      return;
    }
    BudgetTerms terms = last.sla().budget();
    own = terms == null ? null : new BudgetTally(terms, clock, withoutOwn);
    TenantShare share = last.share();
    shared = share == null ? null : new BudgetTally(share.terms(), clock, withoutShared);
  }

  /** A row is on record: windows may have begun with it. */
  void hearAgain(RowHead head) {
    if (own == null && shared == null) {
      return;
    }
    Stamp at = stamp(head);
    if (own != null) {
      own.hear(at);
    }
    if (shared != null) {
      shared.hear(at);
    }
  }

  void decided(Stamp at, double expectedUsd) {
    if (own != null) {
      own.decided(at, expectedUsd);
    }
    if (shared != null) {
      shared.decided(at, expectedUsd);
    }
  }

  void told(Stamp at, double changeUsd) {
    if (own != null) {
      own.told(at, changeUsd);
    }
    if (shared != null) {
      shared.told(at, changeUsd);
    }
  }

  /** How the key's own budget stands, or {@code null} where there is none. */
  BudgetStanding own() {
    if (own == null) {
      return null;
    }
    BudgetTerms terms = last.sla().budget();
    return new BudgetStanding(terms, terms.begin(clock), terms.end(clock), own.spentUsd());
  }

  /** How the key stands in the budget that tiers share, or {@code null} where there is none. */
  TenantBudgetStanding shared() {
    if (shared == null) {
      return null;
    }
    TenantShare share = last.share();
    return new TenantBudgetStanding(
        share.terms(),
        share.terms().begin(clock),
        share.terms().end(clock),
        shared.spentUsd(),
        share.grantedUsd(clock),
        share.plannedUsd(clock),
        Double.NaN,
        Double.NaN);
  }
}
