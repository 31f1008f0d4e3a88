package dev.surety.output.terminal;

import dev.surety.domain.JudgeStanding;

/** What was asked of a judge and what that cost, in the words of all screens. */
public final class BoughtWords {

  private BoughtWords() {}

  /** Labels and money, and what is left of the day's budget. */
  public static String of(JudgeStanding judge) {
    String said =
        "%s labels bought, %s came, %s USD"
            .formatted(
                Figures.count(judge.bought()),
                Figures.count(judge.words()),
                Figures.usd(judge.spentUsd()));
    if (Double.isNaN(judge.budgetUsd())) {
      return said + "; the promise names no judge now";
    }
    return said
        + "; %s of %s USD today"
            .formatted(Figures.usd(judge.todayUsd()), Figures.usd(judge.budgetUsd()))
        + (judge.isUsedUp() ? ": used up, none is bought" : "");
  }
}
