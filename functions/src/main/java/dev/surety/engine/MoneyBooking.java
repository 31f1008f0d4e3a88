package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Notice;
import dev.surety.domain.RoutingRequest;
import dev.surety.engine.Spending.Answer;
import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.FadingMeans;
import dev.surety.estimator.UsualAnswer;
import java.util.List;

/**
 * What one feedback record does to the money. Each answering model and attempt has its own; of it,
 * each field that is new, or another than before, moves what is booked by the difference, and the
 * same record again changes nothing. Money has a window of its own and does not ask for the class
 * of the record: bills come when judgements no longer count.
 *
 * <p>Tokens cost what the pool asked for at the time of the request.
 */
final class MoneyBooking {

  private final RouterState state;
  private final Event.Learn event;
  private final Feedback feedback;
  private final TenantConfig config;
  private final FeedbackTerms terms;
  private final OpenDecision open;
  private final int slot;
  private final int position;
  private final MoneyGenerations.Found found;

  /** What was booked for this answer before, or {@code null}. */
  private final Answer before;

  private TenantConfig then;
  private UsageLimits limits;

  /** Whether nobody can have paid what was told. */
  private boolean disbelieved;

  private Spending spending;
  private double bookedUsd;

  /**
   * @param open the decision on record, or {@code null}
   * @param slot of the model that answered, or -1
   */
  MoneyBooking(RouterState state, Event.Learn event, OpenDecision open, int slot) {
    this.state = state;
    this.event = event;
    this.feedback = event.feedback();
    this.config = event.config();
    this.terms = config.sla().feedback();
    this.open = open;
    this.slot = slot;
    this.position = open == null ? OpenDecision.OTHER_MODEL : open.position(slot);
    this.found =
        feedback.hasUsage()
            ? MoneyGenerations.find(state, feedback.requestId(), terms.moneyWindowMillis())
            : null;
    this.before =
        found == null ? null : found.spending().answer(slot, feedback.model(), feedback.attempt());
  }

  /** Whether the record tells of the money anything that was not known. */
  boolean isNews() {
    if (!feedback.hasUsage() || wasBookedOtherwise()) {
      return false;
    }
    return before == null
        || isNews(feedback.inputTokens(), before.inputTokens)
        || isNews(feedback.outputTokens(), before.outputTokens)
        || isNews(feedback.cachedInputTokens(), before.cachedInputTokens)
        || isNews(feedback.reasoningTokens(), before.reasoningTokens)
        || (!Double.isNaN(feedback.costUsd()) && feedback.costUsd() != before.costUsd);
  }

  private static boolean isNews(int tokens, int known) {
    return tokens >= 0 && tokens != known;
  }

  /** A decision that an older job left open says only that money was booked, not how much. */
  private boolean wasBookedOtherwise() {
    return before == null && open != null && (open.used >>> position & 1) != 0;
  }

  /**
   * Books what is new. What is kept of it is remembered with {@link #remember}.
   *
   * @param teaches whether the answer is learnt from
   */
  void book(boolean teaches) {
    if (!isNews()) {
      return;
    }
    if (isTooLate()) {
      state.raise(Notice.LATE_MONEY);
      return;
    }
    // A copy: what stands in a past map stays there as it was, whoever keeps the maps.
    spending = found == null ? begin() : found.spending().copy();
    if (before == null && spending.answers.size() >= Spending.MOST_ANSWERS) {
      state.raise(Notice.UNUSUAL_MONEY);
      return;
    }
    then = event.inForce().at(spending.time);
    boolean again = spending.knows(slot);
    Answer answer =
        before == null ? add() : spending.answer(slot, feedback.model(), feedback.attempt());
    merge(answer);
    Tariff tariff = tariff(slot);
    double cost = Double.isNaN(answer.costUsd) ? tariff.usd(answer) : answer.costUsd;
    bookedUsd = cost - answer.bookedUsd;
    answer.bookedUsd = cost;
    state.account().costUsd += bookedUsd;
    limits = UsageLimits.of(open, models(), slot < 0 ? null : state.learner().models.name(slot));
    double doubtedUsd = answer.believedUsd;
    answer.believedUsd = believe(answer, tariff);
    if (spending.best >= 0) {
      if (Savings.counts(open, position)) {
        Savings.settle(state.account(), spending, open, answer, again);
      }
      double movedUsd = answer.believedUsd - doubtedUsd;
      Savings.paid(state.account(), spending, movedUsd, this::usualUsd);
    }
    if (teaches && slot >= 0) {
      teach(answer);
    }
  }

  /**
   * What of an answer's money is believed: of tokens those that it can have had, of what was told
   * to be paid no more than 20 times what is common beside the list, and no less than a 20th. What
   * is further off than that times 20, a 0 for one, nobody paid: the answer is taken to have cost
   * what its tokens usually do. Raises a notice where not all is believed.
   */
  private double believe(Answer answer, Tariff tariff) {
    boolean failed = feedback.error() != null;
    CostEstimator costs = state.learner().costs;
    boolean unusual = limits.areExceeded(answer);
    double byTokens = tariff.usd(unusual ? limits.believed(answer, costs) : answer);
    disbelieved = false;
    double believed = byTokens;
    if (Double.isNaN(answer.costUsd)) {
      boolean nothing = answer.isComplete() && byTokens == 0 && !failed;
      unusual |= nothing && slot >= 0 && !tariff.isFree();
    } else {
      double listed = slot < 0 ? 0 : listedUsd(answer);
      believed = answer.costUsd;
      if (listed > 0 && !(failed && believed == 0)) {
        double common = costs.paidRatio.common();
        double ratio = believed / listed;
        disbelieved = FadingMeans.isUnusual(ratio, common, FadingMeans.CLIP * FadingMeans.CLIP);
        // Where its length isn't known, that is part of the surprise.
        boolean doubted =
            answer.outputTokens >= 0 && FadingMeans.isUnusual(ratio, common, FadingMeans.CLIP);
        unusual |= disbelieved || doubted;
        double taken =
            disbelieved ? costs.ratio(slot, first(slot)) : FadingMeans.clip(ratio, common);
        believed = listed * taken;
      }
      unusual |= slot >= 0 && tariff.isFree() && believed > 0;
    }
    if (unusual) {
      state.raise(Notice.UNUSUAL_MONEY);
    }
    return believed;
  }

  /** By its request's time where that is known, and otherwise by how far it is behind the key. */
  private boolean isTooLate() {
    long window = terms.moneyWindowMillis();
    if (found != null || open != null) {
      long time = found != null ? found.spending().time : open.time;
      return feedback.time() - window > time;
    }
    long clock = state.account().clock;
    return clock != Long.MIN_VALUE && feedback.time() <= clock - window;
  }

  private Spending begin() {
    Spending fresh = new Spending();
    fresh.time = open == null ? feedback.time() : open.time;
    fresh.best = Savings.counts(open, position) ? open.best : -1;
    return fresh;
  }

  private Answer add() {
    Answer answer = new Answer(slot, slot < 0 ? feedback.model() : "", feedback.attempt());
    answer.besides = open != null && position > 0 && open.lists(position);
    spending.answers.add(answer);
    return answer;
  }

  private void merge(Answer answer) {
    answer.inputTokens = newest(feedback.inputTokens(), answer.inputTokens);
    answer.outputTokens = newest(feedback.outputTokens(), answer.outputTokens);
    answer.cachedInputTokens = newest(feedback.cachedInputTokens(), answer.cachedInputTokens);
    answer.reasoningTokens = newest(feedback.reasoningTokens(), answer.reasoningTokens);
    answer.costUsd = Double.isNaN(feedback.costUsd()) ? answer.costUsd : feedback.costUsd();
  }

  private static int newest(int tokens, int known) {
    return tokens >= 0 ? tokens : known;
  }

  private Tariff tariff(int slot) {
    return slot < 0 ? Tariff.NONE : Tariff.of(models(), state.learner().models.row(slot));
  }

  private List<ModelSpec> models() {
    return then == null ? List.of() : then.models();
  }

  private double usualUsd(int slot, int inputTokens) {
    Tariff tariff = tariff(slot);
    return state
        .learner()
        .costs
        .costUsd(slot, first(slot), inputTokens, -1, tariff.input(), tariff.output());
  }

  private UsualAnswer first(int slot) {
    return config.policy().usualAnswer(state.learner().models.name(slot));
  }

  /**
   * Each thing once an answer, as soon as it is known; a failed answer's length and money are
   * nobody's.
   */
  private void teach(Answer answer) {
    CostEstimator costs = state.learner().costs;
    state.markLearnerChanged();
    if (answer.inputTokens >= 0 && !answer.taughtInput) {
      answer.taughtInput = true;
      costs.sawInput(limits.input(answer.inputTokens));
    }
    if (feedback.error() != null) {
      return;
    }
    if (answer.outputTokens >= 0 && !answer.taughtOutput) {
      answer.taughtOutput = true;
      costs.sawOutput(slot, limits.output(answer.outputTokens));
    }
    boolean told = !Double.isNaN(answer.costUsd) && !disbelieved;
    // What a cache takes off is no part of what a model's answers usually cost: the next request
    // that
    // has one says so itself. How much that was, only whoever counts can tell.
    boolean hidden = open.cached && told && answer.cachedInputTokens < 0;
    double uncached = open.cached ? tariff(slot).withoutCache(answer) : 1;
    if (told && !hidden && !answer.taughtRatio) {
      double listed = listedUsd(answer);
      if (listed > 0) {
        answer.taughtRatio = true;
        costs.sawPaid(slot, answer.costUsd * uncached / listed);
      }
    }
    if (!answer.isComplete()) {
      return;
    }
    double was = answer.taughtUsd;
    // What was told to be paid the policy itself takes with doubt, beside its own common ratio.
    double is = told ? answer.costUsd : answer.believedUsd;
    is = hidden ? listedUsd(answer) * costs.ratio(slot, first(slot)) : is * uncached;
    answer.taughtUsd = is;
    if (Double.isNaN(was)) {
      config.policy().paid(state.memory(), slot, open.bucket, is);
    } else if (was != is) {
      config.policy().repaid(state.memory(), slot, open.bucket, was, is);
    }
  }

  /** What the answer should have cost by the list: by its tokens, or else as it was expected to. */
  private double listedUsd(Answer answer) {
    CostEstimator costs = state.learner().costs;
    if (answer.outputTokens != RoutingRequest.UNKNOWN) {
      Tariff tariff = tariff(slot);
      int in = answer.inputTokens;
      return CostEstimator.costUsd(
          in == RoutingRequest.UNKNOWN ? costs.usualInputTokens() : limits.input(in),
          limits.output(answer.outputTokens),
          tariff.input(),
          tariff.output(),
          1);
    }
    // The expectation has the ratio learned so far in it, which is not part of the list.
    return open != null && position == 0
        ? open.expectedCostUsd / costs.ratio(slot, first(slot))
        : 0;
  }

  /** Keeps what was booked; after the key's clock has moved on. */
  void remember() {
    if (spending != null && !spending.answers.isEmpty()) {
      MoneyGenerations.put(
          state, feedback.requestId(), spending, found, terms.moneyWindowMillis(), terms.maxOpen());
    }
  }

  /** What was added to the account, USD; below zero where an estimate was too high. */
  double bookedUsd() {
    return bookedUsd;
  }

  /** Hash of the configuration it was priced by, if that isn't the one in force now. */
  String priced() {
    return then == null || then.hash().equals(config.hash()) ? null : then.hash();
  }
}
