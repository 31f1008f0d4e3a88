package dev.surety.domain;

/**
 * How the deadline of a key's promise stands.
 *
 * @param terms what is promised
 * @param since when counting began, epoch milliseconds
 * @param answers whose times are known, since then
 * @param late those of them that took longer, or never came
 * @param debt late answers more than were promised, those that are expected of answers on their way
 *     included; below 0 what is left over. It is bounded, as what is long past is not repaid
 * @param priceUsd what the last decision would have paid for one late answer less; 0 where the
 *     deadline moved nothing, {@link Double#NaN} where no money could have bought one within the
 *     promises
 * @param infeasible whether no mixture of the models is believed to keep target and deadline both
 */
public record DeadlineStanding(
    DeadlineTerms terms,
    long since,
    long answers,
    long late,
    double debt,
    double priceUsd,
    boolean infeasible) {

  /** Share of answers that were in time, or {@link Double#NaN} before the first. */
  public double inTime() {
    return answers == 0 ? Double.NaN : 1 - Math.min(1, (double) late / answers);
  }
}
