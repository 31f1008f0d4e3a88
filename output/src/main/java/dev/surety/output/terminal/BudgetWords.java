package dev.surety.output.terminal;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.TenantBudgetStanding;
import java.util.Locale;

/** How a budget stands, as people read it: the same words on every screen. */
public final class BudgetWords {

  private BudgetWords() {}

  /** What a tier has of a budget that it shares. */
  public static String of(TenantBudgetStanding budget) {
    BudgetTerms terms = budget.terms();
    return "%s of the tenant's %s USD a %s spent by this tier (%s)%s, %s planned for it until %s"
        .formatted(
            Figures.usd(budget.spentUsd()),
            Figures.usd(terms.usd()),
            terms.per().name().toLowerCase(Locale.ROOT),
            Figures.percent(budget.spentShare()),
            terms.hard()
                ? ", %s leased to it, refused past that".formatted(Figures.usd(budget.grantedUsd()))
                : "",
            Figures.usd(budget.plannedUsd()),
            Figures.time(budget.end()));
  }

  /** What is spent of how much, and until when. */
  public static String of(BudgetStanding budget) {
    return "%s of %s USD a %s spent (%s), until %s%s"
        .formatted(
            Figures.usd(budget.spentUsd()),
            Figures.usd(budget.terms().usd()),
            budget.terms().per().name().toLowerCase(Locale.ROOT),
            Figures.percent(budget.spentShare()),
            Figures.time(budget.end()),
            budget.terms().hard() ? "; refused past it" : "");
  }
}
