package dev.surety.engine;

import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.Feedback;

/**
 * What is known of the time of one request's answer: part of an open decision whose promise has a
 * deadline. A failed try takes its time from the answer that makes good for it; one that does not
 * tell how long it took has taken too long. {@code wire.state.AnswerTimesCodec} is its layout.
 */
public final class AnswerTimes {

  /** What is in the books. */
  public enum Booked {
    NOTHING,
    IN_TIME,
    LATE
  }

  private static final int MOST_TRIES = 8;

  /** The promise that it was decided for. */
  public boolean firstToken;

  public long millis;

  /** As what it is booked while nothing is told, or {@link Double#NaN}. */
  public double expected = Double.NaN;

  /** Whether no way was seen to keep both promises. */
  public boolean infeasible;

  /** Bit by model and try: it failed; it answered; it answered late. */
  public long failed;

  public long answered;
  public long lateOnes;

  /** How long failed tries took, milliseconds, and whether one did not tell. */
  public long waited;

  public boolean untold;

  /** Whether the user got no answer. */
  public boolean none;

  /** Of the answer that the user saw: its time, which one it is, and when that was told. */
  public long answer = -1;

  public int answerBit;
  public long said;

  public Booked booked = Booked.NOTHING;

  /** Nothing is known yet. */
  public static AnswerTimes of(DeadlineTerms terms) {
    AnswerTimes times = new AnswerTimes();
    times.firstToken = terms.measure() == Measure.FIRST_TOKEN;
    times.millis = terms.millis();
    return times;
  }

  boolean isOf(DeadlineTerms terms) {
    return millis == terms.millis() && firstToken == (terms.measure() == Measure.FIRST_TOKEN);
  }

  /** Which bit a try of a model has: those far behind share one. */
  static int bit(int position, int attempt) {
    return Math.min(position, MOST_TRIES - 1) * MOST_TRIES + Math.min(attempt, MOST_TRIES - 1);
  }

  /** The time that counts, or -1: who tells no first word is taken to have got it with the last. */
  public long time(Feedback feedback) {
    return firstToken && feedback.firstTokenMillis() >= 0
        ? feedback.firstTokenMillis()
        : feedback.latencyMillis();
  }

  /** What is to be in the books. */
  public Booked outcome() {
    if (none || untold || waited > millis) {
      return Booked.LATE;
    }
    if (answer < 0) {
      return Booked.NOTHING;
    }
    return waited + answer > millis ? Booked.LATE : Booked.IN_TIME;
  }

  /**
   * Takes over what is known of the request from its entry, or from the decision that this one
   * takes the place of; what is in the books stays there.
   */
  void takeOver(AnswerTimes earlier, OpenDecision from, OpenDecision to) {
    failed = moved(earlier.failed, from, to);
    answered = moved(earlier.answered, from, to);
    lateOnes = moved(earlier.lateOnes, from, to);
    waited = earlier.waited;
    untold = earlier.untold;
    none = earlier.none;
    answer = earlier.answer;
    answerBit = moved(earlier.answerBit, from, to);
    said = earlier.said;
    booked = earlier.booked;
  }

  private static long moved(long bits, OpenDecision from, OpenDecision to) {
    long moved = 0;
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      moved |= 1L << moved(Long.numberOfTrailingZeros(rest), from, to);
    }
    return moved;
  }

  private static int moved(int bit, OpenDecision from, OpenDecision to) {
    int slot = from.listed(bit / MOST_TRIES);
    int position = slot < 0 ? OpenDecision.OTHER_MODEL : to.position(slot);
    return bit(position, bit % MOST_TRIES);
  }
}
