package dev.surety.flink;

import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.TenantTier;

/**
 * Bounds how fast strangers become keys of one subtask: so many at once, and so many a minute for
 * good. A bucket of two numbers, whoever comes. Time is when Kafka appended the records, so a
 * backlog that is read again after a restore is held to the pace at which it came, not to that of
 * reading it.
 */
final class NewKeys {

  private static final double MINUTE_MILLIS = 60_000;

  private final KeyTerms terms;
  private double left;
  private long clock = Long.MIN_VALUE;

  NewKeys(KeyTerms terms) {
    this.terms = terms;
    this.left = terms.newAtOnce();
  }

  /**
   * Whether no more may be taken in.
   *
   * @param at when the record was appended, epoch milliseconds
   */
  boolean isSpent(long at) {
    if (clock == Long.MIN_VALUE) {
      clock = at;
    } else if (at > clock) {
      left =
          Math.min(terms.newAtOnce(), left + (at - clock) / MINUTE_MILLIS * terms.newPerMinute());
      clock = at;
    }
    return terms.newPerMinute() > 0 && left < 1;
  }

  /** One was taken in. */
  void take() {
    left = Math.max(0, left - 1);
  }

  /** For one that was not. */
  Rejection refusal(TenantTier key) {
    return new Rejection(
        Reason.TOO_MANY_KEYS,
        ("%s is new, and by promises with * at most %d new tenants and tiers are taken in at once"
                + " and %d a minute; publish a promise that names it, or raise keys.new-per-minute")
            .formatted(key, terms.newAtOnce(), terms.newPerMinute()));
  }
}
