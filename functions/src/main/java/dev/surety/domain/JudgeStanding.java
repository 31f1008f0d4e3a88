package dev.surety.domain;

/**
 * What a key has asked of its judge, and what that has cost.
 *
 * @param bought labels that were asked for
 * @param words answers that the judge has judged, asked for or not
 * @param spentUsd what he has cost, USD; money of its own, in no other sum
 * @param todayUsd what labels asked for on the day of the key's clock (UTC) cost, USD: those still
 *     on their way at their price
 * @param budgetUsd what they may cost in a day, USD; {@link Double#NaN} where the promise in force
 *     names no judge
 * @param priceUsd what one is expected to cost, USD; {@link Double#NaN} likewise
 */
public record JudgeStanding(
    long bought, long words, double spentUsd, double todayUsd, double budgetUsd, double priceUsd) {

  /** What two keys have asked of theirs; a price is none of both. */
  public JudgeStanding plus(JudgeStanding other) {
    return new JudgeStanding(
        bought + other.bought,
        words + other.words,
        spentUsd + other.spentUsd,
        todayUsd + other.todayUsd,
        budgetUsd + other.budgetUsd,
        Double.NaN);
  }

  /** Whether the day's budget has no room for one more label, so that none is bought. */
  public boolean isUsedUp() {
    return todayUsd + priceUsd > budgetUsd;
  }
}
