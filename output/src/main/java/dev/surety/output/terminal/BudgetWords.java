package dev.surety.output.terminal;

import dev.surety.domain.BudgetStanding;
import java.util.Locale;

/** How a budget stands, as people read it: the same words on every screen. */
public final class BudgetWords {

  private BudgetWords() {}

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
