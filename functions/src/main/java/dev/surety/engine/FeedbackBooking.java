package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.OpenDecision.Booking;
import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.RoutingPolicy.Judgement;
import java.util.ArrayList;
import java.util.List;

/**
 * What feedback does to a key: it is classed ({@link OutcomeClass} says what each class changes),
 * learnt from, and booked on the virtual queue and on the money account.
 */
final class FeedbackBooking {

  private final RouterState state;
  private final Feedback feedback;
  private final TenantConfig config;
  private final SlaPolicy sla;

  /** Slot of the model that the feedback is on, or -1. */
  private final int slot;

  private boolean learnt;
  private boolean booked;
  private double bookedCostUsd;

  private FeedbackBooking(RouterState state, Feedback feedback, TenantConfig config) {
    this.state = state;
    this.feedback = feedback;
    this.config = config;
    this.sla = config.sla();
    this.slot = state.learner().models.slot(feedback.model());
  }

  static Effects apply(RouterState state, Event.Learn event) {
    if (event.config() == null) {
      return Effects.rejected(
          Reason.NO_SLA,
          "no SLA matches " + state.key() + "; feedback cannot be booked without a target");
    }
    PoolBinding.apply(state, event.config());
    return new FeedbackBooking(state, event.feedback(), event.config()).apply(event);
  }

  private Effects apply(Event.Learn event) {
    List<JournalRow> rows = new ArrayList<>(1);
    Account account = state.account();
    Generations.Found found = Generations.find(state, feedback.requestId());
    OpenDecision open = found == null ? null : found.decision();
    OutcomeClass outcome = classify(open);
    switch (outcome) {
      case COUNTED, SUPERSEDED -> {
        take(open, found.map(), true);
        state.open().put(found.map(), feedback.requestId(), open);
      }
      case UNROUTED -> {
        OpenDecision entry = open == null ? addUnrouted(event, rows) : open;
        int entryMap = found == null ? account.presentMap : found.map();
        take(entry, entryMap, false);
        state.open().put(entryMap, feedback.requestId(), entry);
      }
      case LATE, DUPLICATE, ORPHAN -> {}
    }
    account.outcomes[outcome.ordinal()]++;
    advance(event, rows);
    WindowBooks.deliver(state, config);
    boolean known = open != null && !open.isUnrouted();
    rows.add(
        new Outcome(
            Stamps.input(state, event.context(), feedback.time()),
            feedback,
            config.hash(),
            outcome,
            known ? state.learner().models.name(open.models[0]) : null,
            known ? open.decisionId() : null,
            learnt,
            booked,
            bookedCostUsd,
            account.queue,
            state.countNotices()));
    return new Effects(null, rows, null);
  }

  private void advance(Event.Learn event, List<JournalRow> rows) {
    Event.Context context = event.context();
    Generations.advance(
        state, context.clock(feedback.time()), sla.feedback().windowMillis(), context, rows);
  }

  private OpenDecision addUnrouted(Event.Learn event, List<JournalRow> rows) {
    OpenDecision entry = OpenDecision.unrouted(feedback.time(), slot);
    entry.booking = WindowBooks.booking(config, entry);
    // Into the generation of its own time, or a key's first sign of life would be forgotten.
    advance(event, rows);
    Generations.add(
        state, feedback.requestId(), entry, sla.feedback().maxOpen(), event.context(), rows);
    WindowBooks.decided(state.account(), config, entry);
    return entry;
  }

  private OutcomeClass classify(OpenDecision open) {
    if (open == null || (open.isUnrouted() && feedback.decisionId() != null)) {
      return feedback.decisionId() == null ? OutcomeClass.UNROUTED : OutcomeClass.ORPHAN;
    }
    int position = open.position(slot);
    boolean newLabel = feedback.hasLabel() && (open.judged >>> position & 1) == 0;
    boolean newUsage = feedback.hasUsage() && (open.used >>> position & 1) == 0;
    if (!newLabel && !newUsage) {
      return OutcomeClass.DUPLICATE;
    }
    if (feedback.time() - sla.feedback().windowMillis() > open.time) {
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
    if (feedback.hasUsage() && (open.used & bit) == 0) {
      open.used |= bit;
      takeUsage(open, slot, position, learn && slot >= 0);
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

  /** What the answer should have cost by the list: by its tokens, or else as it was expected to. */
  private double listedCostUsd(OpenDecision open, int slot, int position) {
    CostEstimator costs = state.learner().costs;
    if (feedback.outputTokens() != RoutingRequest.UNKNOWN) {
      ModelTable.Row row = state.learner().models.row(slot);
      int in = feedback.inputTokens();
      return CostEstimator.costUsd(
          in == RoutingRequest.UNKNOWN ? costs.usualInputTokens() : in,
          feedback.outputTokens(),
          row.inputUsdPerMtok,
          row.outputUsdPerMtok,
          1);
    }
    // The expectation has the ratio learned so far in it, which is not part of the list.
    UsualAnswer first = config.policy().usualAnswer(state.learner().models.name(slot));
    return position == 0 ? open.expectedCostUsd / costs.ratio(slot, first) : 0;
  }

  private void takeUsage(OpenDecision open, int slot, int position, boolean learn) {
    CostEstimator costs = state.learner().costs;
    int in = feedback.inputTokens();
    int out = feedback.outputTokens();
    boolean paid = !Double.isNaN(feedback.costUsd());
    if (paid) {
      bookedCostUsd = feedback.costUsd();
    } else if (slot >= 0) {
      ModelTable.Row row = state.learner().models.row(slot);
      bookedCostUsd =
          (Math.max(in, 0) * row.inputUsdPerMtok + Math.max(out, 0) * row.outputUsdPerMtok) / 1e6;
    }
    state.account().costUsd += bookedCostUsd;
    if (!learn) {
      return;
    }
    state.markLearnerChanged();
    if (in != RoutingRequest.UNKNOWN) {
      costs.sawInput(in);
    }
    if (out != RoutingRequest.UNKNOWN) {
      costs.sawOutput(slot, out);
    }
    double listed = paid ? listedCostUsd(open, slot, position) : 0;
    if (listed > 0) {
      costs.sawPaid(slot, feedback.costUsd() / listed);
    }
    config.policy().paid(state.memory(), slot, open.bucket, bookedCostUsd);
  }
}
