package dev.surety.engine;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import java.util.Arrays;

/**
 * What a key may still spend, and how fast. A decision reserves what it is expected to cost, and
 * what is reported of its money takes the place of that: the sum {@link Account#spentUsd} is kept
 * so anyway, and a window's part of it is what it has grown by since the window began. Money that
 * is told late counts in the window in which it is told.
 *
 * <p>What is left is spread over the requests that are still to come: by how many came in each hour
 * of the day so far, and on the first day at the pace of the window so far.
 */
public final class BudgetBooks {

  private static final long HOUR_MILLIS = 3_600_000;
  private static final int HOURS = 24;

  /** Weight of today's hour beside that of the days before. */
  private static final double NEWS = 0.3;

  /** How much of what a request costs less than the pace the next ones may cost more. */
  private static final double FOLLOW = 0.02;

  /** What a request may cost over the pace at most: sixty cheap ones don't pay for any. */
  private static final double MOST_LIFT = 4;

  /** Weight of a request beside those before, in what is wanted. */
  private static final double WISH = 0.02;

  /** The window that its decisions are of. */
  public final BudgetWindow window = new BudgetWindow();

  /** {@link Account#spentUsd} when it began. */
  public double spentBefore;

  /** Requests in the present hour, and which that is, in hours since 1970. */
  public long hour;

  public long requests;

  /** When the first request was counted, epoch milliseconds. */
  public long first;

  /** Requests an hour, by the hour of the day (UTC); -1 where none was seen yet. */
  public final double[] usual = new double[HOURS];

  /**
   * What the policy's own choice costs, USD, lately; 0 while nothing is known. Kept of what tiers
   * share alone: that is where they ask for money.
   */
  public double wantedUsd;

  /**
   * How many times the pace a request may cost, 1 to {@value #MOST_LIFT}. Short requests and those
   * that a cheap model answers well don't use up theirs; what they leave is for the others, so that
   * the mean comes to the pace.
   */
  public double lift = 1;

  /** Of a key without a budget. */
  public BudgetBooks() {
    Arrays.fill(usual, -1);
  }

  /** Whether a budget is kept. */
  public boolean isKept() {
    return window.isKept();
  }

  /** How a budget stands at a time, {@code spentUsd} being what the account has spent so far. */
  public BudgetStanding standing(BudgetTerms terms, long clock, double spentUsd) {
    return new BudgetStanding(
        terms, terms.begin(clock), terms.end(clock), spentSince(clock, spentUsd));
  }

  /** How a share of what tiers have together stands. */
  public TenantBudgetStanding standing(TenantShare share, long clock, double spentUsd) {
    double coming = window.holds(clock) ? expectedRequests(clock) : 0;
    return new TenantBudgetStanding(
        share.terms(),
        share.terms().begin(clock),
        share.terms().end(clock),
        spentSince(clock, spentUsd),
        share.grantedUsd(clock),
        share.plannedUsd(clock),
        wantedUsd * coming,
        coming);
  }

  /** What was spent in the window that a time lies in, USD. */
  double spentSince(long clock, double spentUsd) {
    return window.holds(clock) ? spentUsd - spentBefore : 0;
  }

  /** A policy would like to spend so much on a request. */
  void want(double usd) {
    wantedUsd = wantedUsd == 0 ? usd : wantedUsd + WISH * (usd - wantedUsd);
  }

  /** A request is expected to cost so much, where the pace is so much. */
  void spend(double usd, double paceUsd) {
    if (paceUsd > 0) {
      double moved = lift * (1 + FOLLOW * (1 - usd / paceUsd));
      lift = Math.min(MOST_LIFT, Math.max(1, moved));
    }
  }

  /** A request is about to be decided. */
  void enter(BudgetTerms terms, long clock, double spentUsd) {
    if (window.enter(terms, clock)) {
      spentBefore = spentUsd;
    }
    first = first == 0 ? clock : first;
    count(Math.floorDiv(clock, HOUR_MILLIS));
  }

  /** A promise without a budget is in force: nothing is kept. */
  void leave() {
    window.enter(null, 0);
    spentBefore = 0;
    hour = 0;
    requests = 0;
    first = 0;
    wantedUsd = 0;
    lift = 1;
    Arrays.fill(usual, -1);
  }

  private void count(long now) {
    if (now > hour) {
      if (requests > 0) {
        learn(Math.floorMod(hour, HOURS), requests);
        // Hours in which nobody came.
        for (long empty = hour + 1; empty < Math.min(now, hour + 1 + HOURS); empty++) {
          learn(Math.floorMod(empty, HOURS), 0);
        }
      }
      hour = now;
      requests = 0;
    }
    requests++;
  }

  private void learn(int of, long count) {
    // The first hour was not seen whole.
    boolean part = hour == Math.floorDiv(first, HOUR_MILLIS) && count > 0;
    double whole =
        part ? count * HOUR_MILLIS / (double) (HOUR_MILLIS - first % HOUR_MILLIS) : count;
    usual[of] = usual[of] < 0 ? whole : usual[of] + NEWS * (whole - usual[of]);
  }

  /** Requests that are expected from now to the end of the window, this one included. */
  double expectedRequests(long clock) {
    double known = 0;
    int hours = 0;
    for (double count : usual) {
      known += Math.max(0, count);
      hours += count >= 0 ? 1 : 0;
    }
    double seen = Math.max(clock - Math.max(first, hour * HOUR_MILLIS), HOUR_MILLIS / 60.0);
    double pace = hours > 0 ? known / hours : requests * (HOUR_MILLIS / seen);
    long from = Math.floorDiv(clock, HOUR_MILLIS);
    double rest = 0;
    double part = (from + 1) * HOUR_MILLIS - clock;
    rest += at(from, pace) * part / HOUR_MILLIS;
    long next = from + 1;
    long last = Math.floorDiv(window.end, HOUR_MILLIS);
    if (last > next) {
      double day = 0;
      for (int of = 0; of < HOURS; of++) {
        day += usual[of] < 0 ? pace : usual[of];
      }
      long days = (last - next) / HOURS;
      rest += days * day;
      for (long of = next + days * HOURS; of < last; of++) {
        rest += at(of, pace);
      }
    }
    return Math.max(1, rest);
  }

  private double at(long of, double pace) {
    double count = usual[Math.floorMod(of, HOURS)];
    return count < 0 ? pace : count;
  }
}
