package dev.surety.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the money of one request's answers: what was reported of each, and what of it is
 * in the books, so that whatever is reported later moves them by the difference. It outlives the
 * {@link OpenDecision}, as bills come later than judgements; there is none until something is
 * reported. {@code wire.SpendingCodec} is its layout.
 */
public final class Spending {

  /** Most answers that one request can have; what is reported of further ones is not booked. */
  public static final int MOST_ANSWERS = 64;

  /** Of the request, epoch milliseconds; of the first report where the request isn't on record. */
  public long time;

  /**
   * The slot of the model that was best for the request, or -1 where that isn't known or what was
   * spent does not count as the router's.
   */
  public short best = -1;

  /** What its answer is taken to have cost, as it is in the account; see {@link Savings}. */
  public double bestUsd;

  /** Whether what the decision was expected to cost has given way to what was paid. */
  public boolean settled;

  public final List<Answer> answers = new ArrayList<>(1);

  /** One attempt of one model. */
  public static final class Answer implements Cloneable {

    /** Slot of the model, or -1 of one that the key does not know. */
    public final short slot;

    /** How it was called, where the key does not know it; otherwise empty. */
    public final String name;

    public final int attempt;

    /** Tokens, or {@link dev.surety.domain.RoutingRequest#UNKNOWN}. */
    public int inputTokens = -1;

    public int outputTokens = -1;
    public int cachedInputTokens = -1;
    public int reasoningTokens = -1;

    /** As reported, or {@link Double#NaN}. */
    public double costUsd = Double.NaN;

    /** What is in the books. */
    public double bookedUsd;

    /** What of it is believed: all, unless that can't be. */
    public double believedUsd;

    /** What the policy was told that it cost, or {@link Double#NaN}. */
    public double taughtUsd = Double.NaN;

    /** Whether it was asked for besides the answer that the user saw. */
    public boolean besides;

    public boolean taughtInput;
    public boolean taughtOutput;
    public boolean taughtRatio;

    public Answer(int slot, String name, int attempt) {
      this.slot = (short) slot;
      this.name = name;
      this.attempt = attempt;
    }

    /** Of every field, those added later too. */
    private Answer copy() {
      try {
        return (Answer) clone();
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("it is Cloneable", e);
      }
    }

    /** Whether all is known that its cost depends on. */
    boolean isComplete() {
      return !Double.isNaN(costUsd) || (inputTokens >= 0 && outputTokens >= 0);
    }
  }

  Spending copy() {
    Spending copy = new Spending();
    copy.time = time;
    copy.best = best;
    copy.bestUsd = bestUsd;
    copy.settled = settled;
    for (Answer answer : answers) {
      copy.answers.add(answer.copy());
    }
    return copy;
  }

  /**
   * The answer of a model and attempt, or {@code null} if nothing was reported of it.
   *
   * @param slot of the model, or -1: then it goes by its name
   */
  Answer answer(int slot, String name, int attempt) {
    for (Answer answer : answers) {
      if (answer.attempt == attempt
          && answer.slot == slot
          && (slot >= 0 || answer.name.equals(name))) {
        return answer;
      }
    }
    return null;
  }

  /** Whether anything was reported of this model's answers. */
  boolean knows(int slot) {
    for (Answer answer : answers) {
      if (answer.slot == slot) {
        return true;
      }
    }
    return false;
  }
}
