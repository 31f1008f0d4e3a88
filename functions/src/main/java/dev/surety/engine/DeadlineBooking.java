package dev.surety.engine;

import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.ErrorKind;
import dev.surety.domain.Feedback;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.engine.AnswerTimes.Booked;

/**
 * What feedback says of an answer's time. It does not ask for the class of the record: a time comes
 * with a judgement or without, and the same one again changes nothing; another one of the same try,
 * later said, takes its place.
 */
final class DeadlineBooking {

  private DeadlineBooking() {}

  /** A request is about to be decided, or an answer told of. */
  static void enter(Account account, DeadlineTerms terms, Mode mode) {
    if (terms != null && mode == Mode.APPLY) {
      account.deadline.enter(terms, account.clock);
    } else if (account.deadline.isKept()) {
      account.deadline.leave();
    }
  }

  /** The answer that was decided is on its way. */
  static void decided(Account account, OpenDecision open) {
    AnswerTimes times = open.times;
    if (times != null && times.booked == Booked.NOTHING) {
      account.deadline.expect(times.expected);
    } else if (times != null) {
      times.expected = Double.NaN;
    }
  }

  /** It will not be the answer. */
  static void withdraw(Account account, OpenDecision open) {
    AnswerTimes times = open.times;
    if (times != null
        && times.booked == Booked.NOTHING
        && !Double.isNaN(times.expected)
        && times.millis == account.deadline.millis
        && times.firstToken == account.deadline.firstToken) {
      account.deadline.unexpect(times.expected);
    }
  }

  /**
   * Takes in a record that is in time.
   *
   * @param open the decision on record, or the entry of an answer without one
   * @param slot of the model that answered, or -1
   * @return whether anything about the decision is another
   */
  static boolean take(
      RouterState state, TenantConfig config, Feedback feedback, OpenDecision open, int slot) {
    DeadlineTerms terms = config.sla().deadline();
    Account account = state.account();
    enter(account, terms, config.sla().mode());
    if (!account.deadline.isKept() || open.isObserved()) {
      return false;
    }
    if (open.times == null && open.isUnrouted()) {
      open.times = AnswerTimes.of(terms);
    }
    AnswerTimes times = open.times;
    // What was decided for another deadline, or for none, is not held to this one.
    if (times == null || !times.isOf(terms)) {
      return false;
    }
    int position = open.position(slot);
    boolean shown = position == 0 || !open.lists(position);
    int bit = AnswerTimes.bit(position, feedback.attempt());
    boolean news =
        feedback.error() == null
            ? answered(account, times, feedback, open, slot, bit, shown)
            : failed(account, times, feedback, open, slot, bit, shown);
    if (news) {
      book(account.deadline, times);
    }
    return news;
  }

  private static boolean failed(
      Account account,
      AnswerTimes times,
      Feedback feedback,
      OpenDecision open,
      int slot,
      int bit,
      boolean shown) {
    if (ErrorKind.isOfTheCaller(feedback.error())) {
      return false;
    }
    boolean ends = shown && feedback.finalError() && !times.none;
    times.none |= ends;
    if ((times.failed >>> bit & 1) != 0) {
      return ends;
    }
    times.failed |= 1L << bit;
    if (slot >= 0) {
      account.deadline.beliefs.take(slot, open.bucket, true);
    }
    if (shown) {
      times.untold |= feedback.latencyMillis() < 0;
      times.waited += Math.max(0, feedback.latencyMillis());
    }
    return true;
  }

  private static boolean answered(
      Account account,
      AnswerTimes times,
      Feedback feedback,
      OpenDecision open,
      int slot,
      int bit,
      boolean shown) {
    long millis = times.time(feedback);
    if (millis < 0 || feedback.isJudges(open.isBought())) {
      return false;
    }
    boolean late = millis > times.millis;
    boolean known = (times.answered >>> bit & 1) != 0;
    boolean isAnswer = shown && (times.answer < 0 || times.answerBit == bit);
    if (known && (feedback.time() < times.said || isAnswer && times.answer == millis)) {
      return false;
    }
    if (slot >= 0 && !known) {
      account.deadline.beliefs.take(slot, open.bucket, late);
    } else if (slot >= 0 && late != ((times.lateOnes >>> bit & 1) != 0)) {
      account.deadline.beliefs.revise(slot, open.bucket, late);
    }
    times.answered |= 1L << bit;
    times.lateOnes = late ? times.lateOnes | 1L << bit : times.lateOnes & ~(1L << bit);
    if (isAnswer) {
      times.answer = millis;
      times.answerBit = bit;
      times.said = feedback.time();
    }
    return true;
  }

  private static void book(DeadlineBooks books, AnswerTimes times) {
    Booked is = times.outcome();
    if (is == times.booked) {
      return;
    }
    if (times.booked == Booked.NOTHING) {
      books.told(times.expected, is == Booked.LATE);
    } else {
      books.corrected(is == Booked.LATE);
    }
    times.booked = is;
  }
}
