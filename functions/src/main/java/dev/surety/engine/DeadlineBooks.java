package dev.surety.engine;

import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;

/**
 * How a key stands to its deadline: a virtual queue of late answers, with its own sign, and what is
 * believed of the models' times. A decision is booked as it is expected, and corrected when its
 * time is told, so that a burst of requests pays for itself before the first answer is there. The
 * queue is bounded both ways: what is left over buys no more than some late answers, and what is
 * long past is not repaid for ever.
 */
public final class DeadlineBooks {

  /** Answers over which debt is repaid, or what is left over is used. */
  private static final double REPAID = 300;

  /** Of what may be late, the least and the most that a decision may take. */
  private static final double LEAST = 0.25;

  private static final double MOST = 3;

  /** Debt that is remembered, answers. */
  private static final double MOST_DEBT = 1000;

  /** What is promised; {@code millis} is 0 while nothing is. */
  public boolean firstToken;

  public long millis;
  public double share;

  /** When counting began, epoch milliseconds. */
  public long since;

  /** Answers whose time is known, and late ones of them. */
  public long answers;

  public long late;

  /** The queue: late answers more than may be, expected ones included. */
  public double debt;

  /** What the last decision would have paid for a late answer less, USD. */
  public double priceUsd;

  /** Whether the last decision over the whole pool saw no way to keep both promises. */
  public boolean infeasible;

  public final LatenessBeliefs beliefs = new LatenessBeliefs();

  /** What could be had of both promises. */
  public final DeadlineFrontier frontier = new DeadlineFrontier();

  /** Whether a deadline is kept. */
  public boolean isKept() {
    return millis != 0;
  }

  /** How it stands. */
  public DeadlineStanding standing(DeadlineTerms terms) {
    return isOf(terms)
        ? new DeadlineStanding(terms, since, answers, late, debt, priceUsd, infeasible)
        : new DeadlineStanding(terms, 0, 0, 0, 0, 0, false);
  }

  private boolean isOf(DeadlineTerms terms) {
    return measures(terms) && share == terms.share();
  }

  /** Whether answers are late here as they are by these terms. */
  boolean measures(DeadlineTerms terms) {
    return millis == terms.millis() && firstToken == (terms.measure() == Measure.FIRST_TOKEN);
  }

  /** This promise is in force: another one begins anew, and what is believed only if need be. */
  void enter(DeadlineTerms terms, long clock) {
    if (isOf(terms)) {
      return;
    }
    if (!measures(terms)) {
      beliefs.clear();
      frontier.clear();
    }
    firstToken = terms.measure() == Measure.FIRST_TOKEN;
    millis = terms.millis();
    share = terms.share();
    since = clock;
    answers = 0;
    late = 0;
    debt = 0;
    priceUsd = 0;
    infeasible = false;
  }

  /** A promise without a deadline is in force: nothing is kept. */
  void leave() {
    firstToken = false;
    millis = 0;
    share = 0;
    since = 0;
    answers = 0;
    late = 0;
    debt = 0;
    priceUsd = 0;
    infeasible = false;
    beliefs.clear();
    frontier.clear();
  }

  /** How likely an answer of now may be late, so that debt is repaid. */
  double allowed() {
    double may = 1 - share;
    return Math.min(1, Math.max(LEAST * may, Math.min(MOST * may, may - debt / REPAID)));
  }

  /**
   * Whether more is owed than could be repaid in the time that is taken for it: whatever is
   * believed of the models, the deadline isn't kept.
   */
  boolean isFarBehind() {
    return debt > REPAID;
  }

  /** Moves the queue by so many late answers more, or less, than were booked. */
  private void owe(double more) {
    debt = Math.max((1 - MOST) * (1 - share) * REPAID, Math.min(MOST_DEBT, debt + more));
  }

  /** An answer is on its way. */
  void expect(double chance) {
    owe(chance - (1 - share));
  }

  /** It will not come. */
  void unexpect(double chance) {
    owe(1 - share - chance);
  }

  /**
   * The time of an answer became known.
   *
   * @param expected as what it was booked, or {@link Double#NaN} where it was not
   */
  void told(double expected, boolean isLate) {
    answers++;
    late += isLate ? 1 : 0;
    owe((isLate ? 1 : 0) - (Double.isNaN(expected) ? 1 - share : expected));
  }

  /** It is another than was told, and may have been told to a promise of another share. */
  void corrected(boolean isLate) {
    long change = isLate ? 1 : -1;
    late = Math.max(0, Math.min(answers, late + change));
    owe(change);
  }
}
