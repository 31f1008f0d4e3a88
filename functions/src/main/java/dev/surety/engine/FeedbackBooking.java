package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.OpenDecision.Booking;
import dev.surety.policy.RoutingPolicy.Judgement;
import java.util.ArrayList;
import java.util.List;

/**
 * What feedback does to a key: it is classed ({@link OutcomeClass} says what each class changes),
 * learnt from, and booked on the virtual queue; its money is booked beside ({@link MoneyBooking}).
 */
final class FeedbackBooking {

  private final RouterState state;
  private final Event.Learn event;
  private final Feedback feedback;
  private final TenantConfig config;
  private final SlaPolicy sla;
  private final Generations.Found found;

  /** The decision on record, or the entry of an answer without one, or {@code null}. */
  private final OpenDecision open;

  /** Slot of the model that the feedback is on, or -1. */
  private final int slot;

  private final MoneyBooking money;
  private final List<JournalRow> rows = new ArrayList<>(1);

  private boolean learnt;
  private boolean booked;

  private FeedbackBooking(RouterState state, Event.Learn event) {
    this.state = state;
    this.event = event;
    this.feedback = event.feedback();
    this.config = event.config();
    this.sla = config.sla();
    this.found = Generations.find(state, feedback.requestId());
    this.open = found == null ? null : found.decision();
    this.slot = AnsweringModel.slot(state, config, feedback, open);
    this.money = new MoneyBooking(state, event, open, slot);
  }

  static Effects apply(RouterState state, Event.Learn event) {
    if (event.config() == null) {
      return Effects.rejected(
          Reason.NO_SLA,
          "no SLA matches " + state.key() + "; feedback cannot be booked without a target");
    }
    PoolBinding.apply(state, event.config());
    return new FeedbackBooking(state, event).apply();
  }

  private Effects apply() {
    Account account = state.account();
    OutcomeClass outcome = classify();
    switch (outcome) {
      case COUNTED, SUPERSEDED -> {
        take(open, found.map(), true);
        state.open().put(found.map(), feedback.requestId(), open);
      }
      case UNROUTED -> {
        OpenDecision entry = open == null ? addUnrouted() : open;
        int entryMap = found == null ? account.presentMap : found.map();
        take(entry, entryMap, false);
        state.open().put(entryMap, feedback.requestId(), entry);
      }
      case LATE, DUPLICATE, ORPHAN -> {}
    }
    account.outcomes[outcome.ordinal()]++;
    double spent = account.spentUsd;
    double best = account.bestUsd;
    money.book(isLearntFrom());
    advance();
    money.remember();
    WindowBooks.deliver(state, config);
    Recovery.settle(state, config);
    boolean known = open != null && !open.isUnrouted();
    ModelTable models = state.learner().models;
    boolean renamed = slot >= 0 && !models.name(slot).equals(feedback.model());
    rows.add(
        new Outcome(
            Stamps.input(state, event.context(), feedback.time()),
            feedback,
            config.hash(),
            outcome,
            known ? models.name(open.models[0]) : null,
            known ? open.decisionId() : null,
            learnt,
            booked,
            money.bookedUsd(),
            account.queue,
            state.countNotices(),
            money.priced(),
            renamed ? models.name(slot) : null,
            account.spentUsd - spent,
            account.bestUsd - best));
    return new Effects(null, rows, null);
  }

  private void advance() {
    Event.Context context = event.context();
    Generations.advance(state, context.clock(feedback.time()), sla.feedback(), context, rows);
  }

  private OpenDecision addUnrouted() {
    OpenDecision entry = OpenDecision.unrouted(feedback.time(), slot);
    entry.booking = WindowBooks.booking(config, entry);
    // Into the generation of its own time, or a key's first sign of life would be forgotten.
    advance();
    Generations.add(
        state, feedback.requestId(), entry, sla.feedback().maxOpen(), event.context(), rows);
    WindowBooks.decided(state.account(), config, entry);
    return entry;
  }

  private OutcomeClass classify() {
    if (open == null || (open.isUnrouted() && feedback.decisionId() != null)) {
      return feedback.decisionId() == null ? OutcomeClass.UNROUTED : OutcomeClass.ORPHAN;
    }
    int position = open.position(slot);
    if (isDuplicate(position)) {
      return OutcomeClass.DUPLICATE;
    }
    if (!isInTime()) {
      return OutcomeClass.LATE;
    }
    if (open.isObserved()) {
      boolean another = feedback.decisionId() != null && !open.isNamed(feedback.decisionId());
      return another ? OutcomeClass.SUPERSEDED : OutcomeClass.COUNTED;
    }
    if (feedback.decisionId() == null) {
      return OutcomeClass.UNROUTED;
    }
    boolean asDecided = open.isNamed(feedback.decisionId()) && open.lists(position);
    return asDecided ? OutcomeClass.COUNTED : OutcomeClass.SUPERSEDED;
  }

  /**
   * The class speaks of the judgement; without one, of the money; of neither there is no second.
   */
  private boolean isDuplicate(int position) {
    if (feedback.hasLabel()) {
      return (open.judged >>> position & 1) != 0;
    }
    return feedback.hasUsage() && feedback.error() == null && !money.isNews();
  }

  private boolean isInTime() {
    return feedback.time() - sla.feedback().windowMillis() <= open.time;
  }

  /** Whether the answer teaches what answers cost: it is a decision's, known in time. */
  private boolean isLearntFrom() {
    return open != null
        && !open.isUnrouted()
        && isInTime()
        && (open.isObserved() || feedback.decisionId() != null);
  }

  /** Takes in what the record says that no earlier one had said. */
  private void take(OpenDecision open, int map, boolean learn) {
    int position = open.position(slot);
    long bit = 1L << position;
    // Only of the decision on record is it known which of several answers the user did not see.
    boolean side = position > 0 && open.lists(position);
    boolean shown = open.isObserved() || !side || !open.isNamed(feedback.decisionId());
    boolean ours = !open.isObserved() || slot == open.models[0];
    if (shown && (feedback.error() == null || feedback.finalError())) {
      answered(open, map, learn ? slot : -1);
    }
    if (feedback.hasLabel() && (open.judged & bit) == 0) {
      open.judged |= bit;
      if (shown && !open.booked) {
        open.booked = true;
        booked = ours && !(open.isObserved() && open.booking == Booking.WINDOW);
        book(open, map);
      }
      if (learn && slot >= 0) {
        learnFromLabel(open, slot, shown, ours);
      } else if (booked && open.booking != Booking.WINDOW) {
        state.markLearnerChanged();
        config.policy().unrouted(state.memory(), feedback.label());
      }
    }
  }

  /** Whose answer the user saw matters until it is judged. */
  private void answered(OpenDecision open, int map, int slot) {
    if (!open.booked && !open.isUnrouted() && open.answeredBy != slot) {
      WindowBooks.answeredBy(state.account(), map, open, slot);
      if (!open.isObserved()) {
        config.policy().answered(state.memory(), open.answeredBy, slot);
      }
      open.answeredBy = (short) slot;
    }
  }

  private void book(OpenDecision open, int map) {
    Account account = state.account();
    double weight = config.policy().queueIncrement().weight(sla.feedback(), open.solicit);
    if (open.booking == Booking.WINDOW) {
      WindowBooks.judged(account, map, open, sla.feedback(), feedback.label());
    } else if (!booked) {
      return; // an incumbent's answer, which the router has no part in
    } else if (open.booking == Booking.PREDICTION) {
      account.correct(open.expectedSatisfaction, feedback.label(), weight);
    } else {
      account.book(sla.target(), feedback.label(), weight);
    }
  }

  /**
   * @param shown whether the user saw this answer
   * @param ours whether it is by the model that was decided, or in its place
   */
  private void learnFromLabel(OpenDecision open, int slot, boolean shown, boolean ours) {
    learnt = true;
    state.markLearnerChanged();
    config
        .policy()
        .learn(
            state.memory(),
            new Judgement(
                slot,
                open.models[0],
                feedback.label(),
                open.features,
                open.bucket,
                shown && ours,
                open.explored,
                source(open),
                slot == open.models[0] && open.apply ? open.propensity : Double.NaN,
                shown && open.booking == Booking.WINDOW));
  }

  /** Whoever claims to have been asked: only a decision's coin asks by chance. */
  private Source source(OpenDecision open) {
    if (open.solicit) {
      return Source.SOLICITED;
    }
    return feedback.source() == Source.SOLICITED ? Source.UNKNOWN : feedback.source();
  }
}
