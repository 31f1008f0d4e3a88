package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.SlaPolicy;
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
  private final WordBooking words;
  private final List<JournalRow> rows = new ArrayList<>(1);

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
    this.words = new WordBooking(state, feedback, config, open, slot);
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
      case COUNTED, SUPERSEDED, UNROUTED, REVISED, ERROR -> {
        OpenDecision entry = open == null ? addUnrouted() : open;
        int map = found == null ? account.presentMap : found.map();
        if (outcome == OutcomeClass.REVISED) {
          words.revise(entry, map);
        } else {
          words.take(entry, map, isLearntFrom());
        }
        HealthEvidence.take(state, feedback, entry, slot);
        DeadlineBooking.take(state, config, feedback, entry, slot);
        state.open().put(map, feedback.requestId(), entry);
      }
      case DUPLICATE -> {
        boolean news = isInTime() && words.confirm(open);
        if (isInTime() && DeadlineBooking.take(state, config, feedback, open, slot) || news) {
          state.open().put(found.map(), feedback.requestId(), open);
        }
      }
      case LATE, ORPHAN -> {}
    }
    account.outcomes[outcome.ordinal()]++;
    double spent = account.spentUsd;
    double best = account.bestUsd;
    double judge = 0;
    if (words.isOfJudge()) {
      judge = payJudge();
    } else {
      money.book(isLearntFrom());
    }
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
            words.learnt(),
            words.booked(),
            money.bookedUsd(),
            account.queue,
            state.countNotices(),
            money.priced(),
            renamed ? models.name(slot) : null,
            account.spentUsd - spent,
            account.bestUsd - best,
            words.replaced(),
            words.promised(),
            judge));
    return new Effects(null, rows, null, config.policy().lessons(state.memory()));
  }

  /** What a judge's record costs is no model's money. */
  private double payJudge() {
    double change = JudgeBooks.paid(state, feedback, open);
    if (change != 0) {
      state.open().put(found.map(), feedback.requestId(), open);
    }
    return change;
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
      return feedback.decisionId() == null ? first(OutcomeClass.UNROUTED) : OutcomeClass.ORPHAN;
    }
    boolean judged = feedback.hasLabel() && words.isJudged(open);
    if (judged ? !words.replaces(open) : isDuplicate()) {
      return OutcomeClass.DUPLICATE;
    }
    if (!isInTime()) {
      return OutcomeClass.LATE;
    }
    return judged ? OutcomeClass.REVISED : first(identity());
  }

  /** An error that another answer made good for is a class of its own. */
  private OutcomeClass first(OutcomeClass otherwise) {
    boolean madeGood = feedback.error() != null && !feedback.hasLabel();
    return madeGood ? OutcomeClass.ERROR : otherwise;
  }

  private OutcomeClass identity() {
    if (open.isObserved()) {
      boolean another = feedback.decisionId() != null && !open.isNamed(feedback.decisionId());
      return another ? OutcomeClass.SUPERSEDED : OutcomeClass.COUNTED;
    }
    if (feedback.decisionId() == null) {
      return OutcomeClass.UNROUTED;
    }
    boolean asDecided = open.isNamed(feedback.decisionId()) && open.lists(open.position(slot));
    return asDecided ? OutcomeClass.COUNTED : OutcomeClass.SUPERSEDED;
  }

  /**
   * Without a judgement the class speaks of the error or the money; of neither there is no second.
   */
  private boolean isDuplicate() {
    if (feedback.hasLabel()) {
      return false;
    }
    boolean again = feedback.error() != null && HealthEvidence.hasFailed(open, slot);
    boolean money = feedback.hasUsage() && feedback.error() == null;
    boolean news = words.isOfJudge() ? JudgeBooks.isNews(feedback, open) : this.money.isNews();
    return (again || money) && !news;
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
}
