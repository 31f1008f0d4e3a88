package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.JudgeStanding;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.Notice;
import dev.surety.estimator.FadingMeans;
import dev.surety.policy.Choice;

/**
 * What a key asks of its judge, and what that costs: money of its own, which is no model's. A label
 * is reckoned with its stated price when it is asked for, so that no day's budget is exceeded by
 * those still on their way, and with what was really paid once that is told. A day is one of UTC,
 * by the key's own clock. {@code wire.JudgeCodec} is its layout.
 */
public final class JudgeBooks {

  static final long DAY_MILLIS = 86_400_000L;

  /** Days since 1970-01-01 of the last label that was asked for. */
  public long day;

  /** What labels asked for on that day cost, USD. */
  public double todayUsd;

  /** Labels that were asked for. */
  public long bought;

  /** Answers that the judge has judged, asked for or not. */
  public long words;

  /** What the judge has cost, USD. */
  public double spentUsd;

  /** Whether there is anything to keep. */
  public boolean isUsed() {
    return bought > 0 || words > 0 || spentUsd != 0;
  }

  /** What labels have cost on a day so far, USD. */
  public double spentOnUsd(long clock) {
    return day(clock) == day ? todayUsd : 0;
  }

  /**
   * What a standing says of it.
   *
   * @param terms of the promise in force, or {@code null}
   * @return {@code null} where no judge is named and none ever was asked
   */
  JudgeStanding standing(JudgeTerms terms, long clock) {
    return terms == null && !isUsed()
        ? null
        : new JudgeStanding(
            bought,
            words,
            Math.max(0, spentUsd),
            spentOnUsd(clock),
            terms == null ? Double.NaN : terms.budgetUsd(),
            terms == null ? Double.NaN : terms.priceUsd());
  }

  private static long day(long clock) {
    return Math.floorDiv(clock, DAY_MILLIS);
  }

  /** Asks for a label of an answer that was just decided, if it is worth it and can be paid. */
  static void decided(RouterState state, JudgeTerms terms, OpenDecision open, Choice choice) {
    if (terms == null
        || open.solicit
        || !open.apply
        || !(choice.labelValueUsd > terms.priceUsd())) {
      return;
    }
    JudgeBooks books = state.account().judge;
    long clock = state.account().clock;
    if (books.spentOnUsd(clock) + terms.priceUsd() > terms.budgetUsd()) {
      state.raise(Notice.JUDGE_BUDGET);
      return;
    }
    open.judgeValueUsd = choice.labelValueUsd;
    open.judgePriceUsd = terms.priceUsd();
    books.todayUsd = books.spentOnUsd(clock) + terms.priceUsd();
    books.day = day(clock);
    books.bought++;
  }

  /**
   * Books what a judge's record says of its cost; what is told again changes nothing. A label that
   * was asked for and comes without its cost is taken to have cost its price.
   *
   * @param open the decision on record, or {@code null}
   * @return by how much what was spent has changed, USD
   */
  static double paid(RouterState state, Feedback feedback, OpenDecision open) {
    double told = feedback.costUsd();
    if (open == null) {
      if (!Double.isNaN(told)) {
        state.raise(Notice.LATE_MONEY); // of what was booked for it before nothing is known
      }
      return 0;
    }
    boolean priced = open.isBought() && Double.isNaN(open.judgePaidUsd) && feedback.hasLabel();
    double paid = !Double.isNaN(told) ? told : priced ? open.judgePriceUsd : open.judgePaidUsd;
    if (Double.isNaN(paid) || paid == open.judgePaidUsd) {
      return 0;
    }
    JudgeBooks books = state.account().judge;
    double before = Double.isNaN(open.judgePaidUsd) ? 0 : open.judgePaidUsd;
    double reckoned =
        believed(state, open, open.judgePaidUsd, open.isBought() ? open.judgePriceUsd : 0);
    open.judgePaidUsd = paid;
    books.spentUsd += paid - before;
    if (day(open.time) == books.day) {
      double more = believed(state, open, paid, 0) - reckoned;
      books.todayUsd = Math.max(0, books.todayUsd + more);
    }
    return paid - before;
  }

  /** Whether a record tells anything of the judge's cost that was not known. */
  static boolean isNews(Feedback feedback, OpenDecision open) {
    double told = feedback.costUsd();
    return !Double.isNaN(told) && told != open.judgePaidUsd;
  }

  /** Not more than a multiple of the price: one record must not spend a day's budget. */
  private static double believed(RouterState state, OpenDecision open, double paid, double unpaid) {
    if (Double.isNaN(paid)) {
      return unpaid;
    }
    double most = open.isBought() ? FadingMeans.CLIP * open.judgePriceUsd : paid;
    if (paid > most) {
      state.raise(Notice.UNUSUAL_MONEY);
    }
    return Math.min(paid, most);
  }
}
