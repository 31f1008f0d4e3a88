package dev.surety.tools.report;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import dev.surety.engine.TenantConfig;
import dev.surety.wire.journal.RowHead;
import java.util.ArrayList;
import java.util.List;

/**
 * A key's own budget and the one that its tenant's tiers share, as its state has them when the
 * journal ends: on the terms of the last row. The heads of all rows are heard first, and then
 * money, both in any order.
 */
final class Budgets {

  private final BudgetTally own = new BudgetTally(TenantConfig::budget);
  private final BudgetTally shared =
      new BudgetTally(
          config -> config.sharedBudget() == null ? null : config.sharedBudget().terms());

  private List<Stretch> stretches = new ArrayList<>();
  private TenantConfig last;
  private long clock = Long.MIN_VALUE;

  /**
   * A row is on record.
   *
   * @param config that it names, or {@code null}
   */
  void hear(RowHead head, TenantConfig config) {
    Stretch latest = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
    if (latest == null || !latest.goesOn(head)) {
      latest = new Stretch(head);
      stretches.add(latest);
    }
    latest.add(head, config);
  }

  /** All heads were heard: money comes now. */
  void begin() {
    stretches.sort(Stretch.IN_ORDER);
    own.begin(stretches);
    shared.begin(stretches);
    long born = stretches.isEmpty() ? 0 : stretches.get(stretches.size() - 1).born;
    for (Stretch stretch : stretches) {
      last = stretch.config == null ? last : stretch.config;
      clock = stretch.born == born ? Math.max(clock, stretch.clock) : clock;
    }
    stretches = List.of();
  }

  void decided(Stamp at, double expectedUsd) {
    own.add(at, expectedUsd);
    shared.add(at, expectedUsd);
  }

  void told(Stamp at, double changeUsd) {
    own.add(at, changeUsd);
    shared.add(at, changeUsd);
  }

  /** How the key's own budget stands, or {@code null} where there is none. */
  BudgetStanding own() {
    BudgetTerms terms = last == null ? null : last.budget();
    return terms == null
        ? null
        : new BudgetStanding(terms, terms.begin(clock), terms.end(clock), own.spentUsd());
  }

  /** How the key stands in the budget that tiers share, or {@code null} where there is none. */
  TenantBudgetStanding shared() {
    TenantShare share = last == null ? null : last.sharedBudget();
    return share == null
        ? null
        : new TenantBudgetStanding(
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
