package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.engine.OpenDecision.Booking;
import dev.surety.engine.Word.Taught;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.RoutingPolicy.Judgement;

/**
 * What a judge's word does where a promise names a judge: it teaches the policy as the label that
 * errs that it is, until a user speaks of the same answer, whose word then stands. A user's and a
 * judge's word on one answer tell how often the judge errs. Neither the virtual queue nor what was
 * delivered moves by a judge's word: they rest on what users say.
 */
final class OpinionBooking {

  private final RouterState state;
  private final RoutingPolicy policy;
  private final int slot;

  OpinionBooking(RouterState state, RoutingPolicy policy, int slot) {
    this.state = state;
    this.policy = policy;
    this.slot = slot;
  }

  /**
   * Whether a record is a word of a judge whom the promise names: so it says, or it is what a
   * decision has asked a judge for.
   *
   * @param open the decision on record, or {@code null}
   */
  static boolean isOne(Feedback feedback, OpenDecision open, TenantConfig config) {
    return config.policy().opinions().areTaken()
        && feedback.isJudges(open != null && open.isBought());
  }

  /**
   * The judge has spoken of an answer for the first time.
   *
   * @param learn whether the answer teaches at all
   * @return whether the policy learned of it
   */
  boolean take(OpenDecision open, int map, Word opinion, Word said, boolean learn) {
    opinion.opinion = true;
    if (open.words.length >= Word.MOST) {
      return false; // it could not be taken back
    }
    state.account().judge.words++;
    open.remember(opinion);
    boolean alone = said == null;
    if (!learn || slot < 0 || !(alone || isUsers(said))) {
      return false;
    }
    state.markLearnerChanged();
    if (alone) {
      if (open.booking == Booking.WINDOW && slot == open.answeredBy && !open.booked) {
        WindowBooks.settle(state.account(), map, open, -1);
        opinion.settles = true;
      }
      policy.opinions().learn(state.memory(), judgement(open, opinion));
      taught(opinion, Taught.OPINION);
    } else {
      pair(open, said, opinion, 1);
      taught(opinion, Taught.PAIR);
    }
    return true;
  }

  /**
   * A user has spoken of an answer for the first time, and what the policy is to learn of it is
   * said in the place of the judge's word.
   *
   * @return whether there was one: then the policy has learned of the user's
   */
  boolean overrule(OpenDecision open, int map, Word said, Judgement judgement) {
    Word opinion = open.opinion(slot);
    if (opinion == null || opinion.taught != Taught.OPINION || !policy.opinions().areTaken()) {
      return false;
    }
    if (opinion.settles) {
      WindowBooks.settle(state.account(), map, open, 1);
      opinion.settles = false;
    }
    if (isGone(opinion)) {
      opinion.taught = Taught.NOTHING;
      return false;
    }
    Judgement was = judgement(open, opinion);
    policy.opinions().overrule(state.memory(), was, judgement, opinion.mark);
    opinion.taught = Taught.NOTHING;
    if (isUsers(said)) {
      pair(open, said, opinion, 1);
      taught(opinion, Taught.PAIR);
    }
    return true;
  }

  /** The judge thought better of it. */
  boolean revise(OpenDecision open, Word opinion, double was) {
    if (opinion.taught == Taught.NOTHING || isGone(opinion)) {
      return false;
    }
    state.markLearnerChanged();
    Word before = opinion.saying(was);
    if (opinion.taught == Taught.OPINION) {
      policy
          .opinions()
          .revise(state.memory(), judgement(open, before), judgement(open, opinion), opinion.mark);
    } else {
      Word said = open.word(slot);
      pair(open, said, before, -1);
      pair(open, said, opinion, 1);
    }
    return true;
  }

  /** A user thought better of what the judge has judged, too. */
  void said(OpenDecision open, Word said, double was) {
    Word opinion = open.opinion(slot);
    if (opinion != null && opinion.taught == Taught.PAIR && !isGone(opinion)) {
      pair(open, said.saying(was), opinion, -1);
      pair(open, said, opinion, 1);
    }
  }

  /** What a policy before this one had learned is gone with its memory. */
  private boolean isGone(Word opinion) {
    return opinion.seq < state.account().memoryBegun;
  }

  private void pair(OpenDecision open, Word said, Word opinion, int count) {
    policy.opinions().pair(state.memory(), judgement(open, said), opinion.satisfaction, count);
  }

  private void taught(Word opinion, Taught taught) {
    opinion.taught = taught;
    opinion.seq = state.account().seq;
    opinion.mark = policy.mark(state.memory(), slot);
  }

  /** What behaviour implies, and what went wrong, is no word to calibrate a judge by. */
  private static boolean isUsers(Word said) {
    return !said.failure
        && switch (said.source) {
          case USER, SOLICITED, UNKNOWN -> true;
          case JUDGE, IMPLICIT -> false;
        };
  }

  private Judgement judgement(OpenDecision open, Word word) {
    return WordBooking.judgement(open, word, slot);
  }
}
