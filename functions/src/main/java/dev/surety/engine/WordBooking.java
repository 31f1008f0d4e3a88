package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.OpenDecision.Booking;
import dev.surety.engine.Word.Taught;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.RoutingPolicy.Judgement;

/**
 * What a judgement does: the first one of an answer is booked and learnt from; one that counts more
 * takes its place ({@link Word} says which does), as if it had been the first.
 */
final class WordBooking {

  private final RouterState state;
  private final Feedback feedback;
  private final RoutingPolicy policy;
  private final SlaPolicy sla;
  private final int slot;

  /** Whether the record is a judge's whom the promise names; otherwise it is a user's. */
  private final boolean ofJudge;

  /**
   * Whether the record is an error of a model that fails many tenants at present: it says nothing
   * of how well the model answers.
   */
  private final boolean ofOutage;

  private boolean learnt;
  private boolean booked;
  private double replaced = Double.NaN;
  private double promised = Double.NaN;

  /**
   * @param open the decision on record, or {@code null}
   * @param slot of the model that answered, or -1
   */
  WordBooking(
      RouterState state, Feedback feedback, TenantConfig config, OpenDecision open, int slot) {
    this.state = state;
    this.feedback = feedback;
    this.policy = config.policy();
    this.sla = config.sla();
    this.slot = slot;
    ofOutage =
        feedback.error() != null
            && slot >= 0
            && !config.health().isClosed(state.learner().models.name(slot));
    ofJudge = OpinionBooking.isOne(feedback, open, config);
  }

  private OpinionBooking opinions() {
    return new OpinionBooking(state, policy, slot);
  }

  /** Whether the record is a word of a judge whom the promise names. */
  boolean isOfJudge() {
    return ofJudge;
  }

  private Word word(OpenDecision open) {
    return ofJudge ? open.opinion(slot) : open.word(slot);
  }

  /** Whether a policy learned from the judgement. */
  boolean learnt() {
    return learnt;
  }

  /** Whether the virtual queue moved by it, or will when its window closes. */
  boolean booked() {
    return booked;
  }

  /** The judgement in whose place it stands now, or {@link Double#NaN}. */
  double replaced() {
    return replaced;
  }

  /**
   * The target that the answer was owed, or {@link Double#NaN} where what was said does not count
   * for the promise.
   */
  double promised() {
    return promised;
  }

  /** Whether the answer was judged before. */
  boolean isJudged(OpenDecision open) {
    if (ofJudge) {
      return open.opinion(slot) != null;
    }
    // What behaviour implies says less than a judge.
    boolean implied = feedback.source() == Source.IMPLICIT && feedback.error() == null;
    return (open.judged >>> open.position(slot) & 1) != 0
        || (implied && open.opinion(slot) != null);
  }

  /** Whether the record's judgement is to stand in the place of an earlier one. */
  boolean replaces(OpenDecision open) {
    Word word = word(open);
    return word != null && word.yieldsTo(feedback) && word.satisfaction != feedback.label();
  }

  /**
   * Takes note that what counts already was said again, later or by somebody more trusted.
   *
   * @return whether that is news
   */
  boolean confirm(OpenDecision open) {
    Word word = feedback.hasLabel() ? word(open) : null;
    if (word == null
        || !word.yieldsTo(feedback)
        || word.satisfaction != feedback.label()
        || (word.time == feedback.time() && word.source == feedback.source())) {
      return false;
    }
    word.say(feedback);
    return true;
  }

  /** Takes in what the record says of the answer that no earlier one had said. */
  void take(OpenDecision open, int map, boolean learn) {
    int position = open.position(slot);
    // Only of the decision on record is it known which of several answers the user did not see.
    boolean side = position > 0 && open.lists(position);
    boolean shown = open.isObserved() || !side || !open.isNamed(feedback.decisionId());
    boolean ours = !open.isObserved() || slot == open.models[0];
    if (shown && (feedback.error() == null || feedback.finalError())) {
      answered(open, map, learn ? slot : -1);
    }
    if (!feedback.hasLabel() || isJudged(open)) {
      return;
    }
    Word word = Word.of(feedback, slot);
    word.shown = shown;
    if (ofJudge) {
      learnt = opinions().take(open, map, word, open.word(slot), learn);
      return;
    }
    open.judged |= 1L << position;
    if (shown && !open.booked) {
      open.booked = true;
      booked = ours && !(open.isObserved() && open.booking == Booking.WINDOW);
      word.booked = booked || open.booking == Booking.WINDOW;
      book(open, map, word);
      promised = DeliveryBooks.judged(state.account(), sla, map, open, word.satisfaction);
    }
    if (learn && slot >= 0 && !ofOutage) {
      learnt = true;
      state.markLearnerChanged();
      Judgement judgement = judgement(open, word, slot);
      boolean judged = open.opinion(slot) != null;
      if (!judged || !opinions().overrule(open, map, word, judgement)) {
        policy.learn(state.memory(), judgement);
      }
      taught(word, policy.learns(judgement) ? Taught.JUDGEMENT : Taught.NOTHING, slot);
    } else if (booked && open.booking != Booking.WINDOW) {
      state.markLearnerChanged();
      policy.unrouted(state.memory(), feedback.label());
      taught(word, Taught.UNROUTED, -1);
    }
    open.remember(word);
  }

  private void taught(Word word, Taught taught, int model) {
    word.taught = taught;
    word.seq = state.account().seq;
    word.mark = policy.mark(state.memory(), model);
  }

  /** Puts the record's judgement in the place of the one that counted so far. */
  void revise(OpenDecision open, int map) {
    Word word = word(open);
    Judgement was = word.taught == Taught.JUDGEMENT ? judgement(open, word, slot) : null;
    replaced = word.satisfaction;
    word.say(feedback);
    if (ofJudge) {
      learnt = opinions().revise(open, word, replaced);
      return;
    }
    if (word.booked) {
      booked = !(open.isObserved() && open.booking == Booking.WINDOW);
      rebook(open, map, word);
      promised =
          DeliveryBooks.revised(state.account(), sla, map, open, replaced, word.satisfaction);
    }
    // What a policy before this one had learned is gone with its memory.
    if (word.taught == Taught.NOTHING || word.seq < state.account().memoryBegun) {
      return;
    }
    state.markLearnerChanged();
    if (was == null) {
      policy.reviseUnrouted(state.memory(), replaced, word.satisfaction, word.mark);
    } else {
      learnt = true;
      Judgement is = was.saying(word.satisfaction, source(open, word));
      policy.revise(state.memory(), was, is, word.mark);
      if (open.opinion(slot) != null) {
        opinions().said(open, word, replaced);
      }
    }
  }

  /** Whose answer the user saw matters until it is judged. */
  private void answered(OpenDecision open, int map, int by) {
    if (!open.booked && !open.isUnrouted() && open.answeredBy != by) {
      WindowBooks.answeredBy(state.account(), map, open, by);
      if (!open.isObserved()) {
        policy.answered(state.memory(), open.answeredBy, by);
      }
      open.answeredBy = (short) by;
    }
  }

  private void book(OpenDecision open, int map, Word word) {
    Account account = state.account();
    if (open.booking == Booking.WINDOW) {
      word.weight = WindowBooks.judged(account, map, open, sla.feedback(), word.satisfaction);
      return;
    }
    if (!booked) {
      return; // an incumbent's answer, which the router has no part in
    }
    word.weight = policy.queueIncrement().weight(sla.feedback(), open.solicit);
    word.lost =
        open.booking == Booking.PREDICTION
            ? account.correct(open.expectedSatisfaction, word.satisfaction, word.weight)
            : account.book(sla.target(), word.satisfaction, word.weight);
  }

  private void rebook(OpenDecision open, int map, Word word) {
    Account account = state.account();
    if (open.booking == Booking.WINDOW) {
      word.weight = WindowBooks.revised(account, map, open, sla.feedback(), word, replaced);
      return;
    }
    double predicted = open.booking == Booking.PREDICTION ? open.expectedSatisfaction : Double.NaN;
    word.lost = account.revise(predicted, replaced, word.satisfaction, word.weight, word.lost);
  }

  static Judgement judgement(OpenDecision open, Word word, int slot) {
    boolean ours = !open.isObserved() || slot == open.models[0];
    return new Judgement(
        slot,
        open.models[0],
        word.satisfaction,
        open.features,
        open.bucket,
        word.shown && ours,
        open.explored,
        source(open, word),
        slot == open.models[0] && open.apply ? open.propensity : Double.NaN,
        word.shown && open.booking == Booking.WINDOW);
  }

  /** Whoever claims to have been asked: only a decision's coin asks by chance. */
  private static Source source(OpenDecision open, Word word) {
    if (open.solicit) {
      return Source.SOLICITED;
    }
    return word.source == Source.SOLICITED ? Source.UNKNOWN : word.source;
  }
}
