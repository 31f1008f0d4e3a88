package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.policy.RoutingPolicy.Mark;

/**
 * The judgement of one model's answer that is in force, and what is needed to take it back. Within
 * the feedback window the newest word of the most trusted source counts: what users say, by
 * themselves or asked, and errors before a judge's opinion, that before what behaviour implies; a
 * source that isn't named counts as a user. Of words of one rank that with the later {@code time}
 * counts, of equal times that which comes later. {@code wire.WordCodec} is its layout.
 */
public final class Word {

  /** Words that an open decision keeps; of further models the first judgement counts. */
  public static final int MOST = 8;

  public static final Word[] NONE = {};

  /** What the policy was told. */
  public enum Taught {
    NOTHING,
    /** The judgement of a model's answer. */
    JUDGEMENT,
    /** The judgement of an answer that was not decided here. */
    UNROUTED,
    /** A judge's word, as one that errs. */
    OPINION,
    /** Of a judge's word, how it compares with the user's. */
    PAIR
  }

  /** Of the model that answered, or -1. */
  public short slot;

  /** 0..1. */
  public double satisfaction;

  public Source source;

  /** Whether it is an error that left the user without an answer. */
  public boolean failure;

  /** When it was said, epoch milliseconds. */
  public long time;

  /** Events of the key before the one that taught the policy. */
  public long seq;

  public Taught taught = Taught.NOTHING;

  /** Whether the user saw the answer, as far as was known. */
  public boolean shown;

  /** Whether it is this word that is in the books of the decision. */
  public boolean booked;

  /** Whether it is a judge's whom the promise names; it stands beside what users say. */
  public boolean opinion;

  /** Of such a word: that the answer is in no window any more, so its silence is never learned. */
  public boolean settles;

  /** What the policy must know to take it back. */
  public Mark mark = Mark.NONE;

  /**
   * As what it was booked: how many answers it stands for or, where silence counts, the number that
   * stands for its satisfaction.
   */
  public double weight;

  /** By how much the virtual queue, held at 0, missed the surplus that it brought. */
  public double lost;

  static Word of(Feedback feedback, int slot) {
    Word word = new Word();
    word.slot = (short) slot;
    word.say(feedback);
    return word;
  }

  /** From now on the answer is judged by this record. */
  void say(Feedback feedback) {
    satisfaction = feedback.label();
    source = feedback.source();
    failure = isFailure(feedback);
    time = feedback.time();
  }

  /** The same word with another judgement. */
  Word saying(double another) {
    Word word = new Word();
    word.slot = slot;
    word.source = source;
    word.failure = failure;
    word.shown = shown;
    word.satisfaction = another;
    return word;
  }

  /** Whether a record counts more than this word. */
  boolean yieldsTo(Feedback feedback) {
    int ahead = rank(feedback.source(), isFailure(feedback)) - rank(source, failure);
    return ahead > 0 || (ahead == 0 && feedback.time() >= time);
  }

  private static boolean isFailure(Feedback feedback) {
    return feedback.error() != null && feedback.finalError();
  }

  private static int rank(Source source, boolean failure) {
    if (failure) {
      return 2;
    }
    return switch (source) {
      case USER, SOLICITED, UNKNOWN -> 2;
      case JUDGE -> 1;
      case IMPLICIT -> 0;
    };
  }
}
