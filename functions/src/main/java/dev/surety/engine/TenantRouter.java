package dev.surety.engine;

import dev.surety.domain.Chance;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.Notice;
import dev.surety.domain.RoutingRequest;
import dev.surety.engine.Event.Context;
import dev.surety.policy.Choice;
import dev.surety.policy.Question;
import dev.surety.policy.tagger.PromptTagger;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the decision is made. {@link #apply} is the whole engine: the job, the replay and the
 * evaluation are three folds of it. It looks at nothing but its arguments, and every event that it
 * applies leaves one journal row from which the event can be rebuilt, so folding a key's rows gives
 * the key's state, byte by byte.
 *
 * <p>Not thread-safe: scratch arrays are kept between events.
 */
public final class TenantRouter {

  private final Candidates candidates = new Candidates();
  private final Choice choice = new Choice();
  private final Ranking ranking = new Ranking();
  private final Availability availability = new Availability();
  private final BudgetPace budget = new BudgetPace();
  private final DeadlinePace deadline = new DeadlinePace();
  private final List<JournalRow> rows = new ArrayList<>();

  /** Applies one event to one key's state, in place. */
  public Effects apply(RouterState state, Event event) {
    if (event instanceof Event.Route route) {
      return route(state, route);
    } else if (event instanceof Event.Learn learn) {
      return FeedbackBooking.apply(state, learn);
    }
    return event instanceof Event.Remove
        ? Generations.remove(state, event.context())
        : idle(state, event.context());
  }

  private Effects route(RouterState state, Event.Route event) {
    RoutingRequest request = event.request();
    TenantConfig config = event.config();
    if (config == null) {
      return Refusals.noSla(state.key());
    }
    Generations.Found found = Generations.find(state, request.requestId());
    OpenDecision earlier = found == null ? null : found.decision();
    if (earlier != null && !earlier.isUnrouted()) {
      Decision again = Repeats.again(state, request, config, earlier);
      if (again != null) {
        return new Effects(again, List.of(), null);
      }
    }
    if (!config.policy().isReady()) {
      return Refusals.noArtefact(config);
    }
    if (!config.active().anyMayAnswer(request)) {
      return Refusals.noModels(request, config);
    }
    if (BudgetLimits.areHard(config) && isSpent(state, event, config)) {
      return Refusals.budgetSpent(state.account(), config, clock(state, event));
    }
    return decide(state, event, tagged(state, request, config), config, earlier);
  }

  /** Whether no model can be paid any more that may answer. */
  private boolean isSpent(RouterState state, Event.Route event, TenantConfig config) {
    candidates.collectUnbound(state, event.request(), config);
    double most = BudgetLimits.mostUsd(state.account(), config, clock(state, event));
    return !BudgetPace.canBePaid(most, candidates.costUsd);
  }

  /** The key's clock with a request taken in. */
  private static long clock(RouterState state, Event.Route event) {
    return Math.max(state.account().clock, event.context().clock(event.request().time()));
  }

  /** The request with a tag, where its promise has a tagger and it came without. */
  private static RoutingRequest tagged(
      RouterState state, RoutingRequest request, TenantConfig config) {
    PromptTagger tagger = request.tag() == null ? config.policy().tagger() : null;
    if (tagger == null) {
      return request;
    }
    String tag = tagger.tag(request.sketch());
    if (tag == null) {
      state.raise(Notice.UNTAGGED);
      return request;
    }
    return request.tagged(tag, tagger.id());
  }

  /**
   * @param earlier what feedback said of this request before it came, or the decision on it that is
   *     not allowed any more, or {@code null}
   */
  private Effects decide(
      RouterState state,
      Event.Route event,
      RoutingRequest request,
      TenantConfig config,
      OpenDecision earlier) {
    Context context = event.context();
    rows.clear();
    PoolBinding.apply(state, config);
    Generations.advance(
        state, context.clock(request.time()), config.sla().feedback(), context, rows);
    WindowBooks.deliver(state, config);
    OpenDecision known = earlier;
    String replaces = null;
    if (earlier != null && !earlier.isUnrouted()) {
      state.raise(Notice.REDECIDED);
      replaces = earlier.decisionId();
      known = Repeats.withdraw(state, config, request.requestId());
    }
    candidates.collect(state, request, config);
    Account account = state.account();
    Chance chance = context.chance(state.key(), request.requestId());
    double queue = account.queue;
    BudgetLimits.enter(account, config);
    DeadlineBooking.enter(account, config.sla().deadline(), config.sla().mode());
    choose(state, request, config, chance);

    JournalRow.Stamp stamp = Stamps.input(state, context, request.time());
    ranking.rank(candidates, choice);
    OpenDecision open =
        Decisions.open(state, stamp, context, request, config, candidates, choice, chance, ranking);
    open.times = deadline.times(account, choice);
    Decision decision =
        Decisions.first(state, request.requestId(), open, candidates, choice, ranking, replaces);
    if (known != null) {
      open.takeOver(known);
      if (open.booked) {
        config.policy().answered(state.memory(), open.models[0], -1);
        open.answeredBy = -1;
      }
    }
    DeadlineBooking.decided(account, open);
    Recovery.settle(state, config);
    rows.add(
        Decisions.row(state, stamp, context, request, config, decision, queue, candidates, choice));
    if (known == null || !Generations.replace(state, request.requestId(), open)) {
      Generations.add(
          state, request.requestId(), open, config.sla().feedback().maxOpen(), context, rows);
    }
    if (!open.booked) {
      WindowBooks.decided(account, config, open);
    }
    DeliveryBooks.decided(account, config.sla(), open, decision);
    boolean wholePool =
        request.pinnedModel() == null && candidates.size() == config.active().size();
    keepAccounts(account, open, wholePool);
    List<JournalRow> all = rows.size() == 1 ? List.of(rows.get(0)) : List.copyOf(rows);
    return new Effects(decision, all, null, config.policy().lessons(state.memory()));
  }

  private void choose(
      RouterState state, RoutingRequest request, TenantConfig config, Chance chance) {
    choice.reset(candidates.size());
    Question question =
        new Question(
            request.requestId(),
            candidates.slots,
            candidates.models,
            candidates.cost,
            candidates.usualCost,
            candidates.referenceCostUsd,
            config.sla().target(),
            state.account().queue,
            request.tag(),
            request.promptChars(),
            request.features(),
            chance,
            candidates.held,
            candidates.discount);
    boolean timed = state.account().deadline.isKept();
    if (request.pinnedModel() == null) {
      availability.route(state, config.policy(), candidates, question, choice);
      choice.infeasible = config.policy().isBeyondReach(state.memory(), question);
      if (timed) {
        deadline.expect(state.account(), config, candidates, choice.bucket);
        deadline.keep(state, config, candidates, availability, question, choice);
      }
      if (BudgetLimits.bind(config)) {
        budget.keep(state, config, availability, question, choice, candidates.costUsd);
      }
    } else {
      choice.reason = Decision.Reason.PINNED;
      choice.propensity[0] = 1;
      choice.satisfaction[0] = Double.NaN;
      config.policy().pinned(state.memory(), question, choice);
      if (timed) {
        deadline.expect(state.account(), config, candidates, choice.bucket);
      }
    }
    if (choice.learned) {
      state.markLearnerChanged();
    }
    boolean probe = request.pinnedModel() == null && availability.probed();
    boolean fails =
        state.account().health.isFailing(candidates.slots[choice.chosen])
            || !candidates.isClosed(choice.chosen);
    if (!probe && fails) {
      state.raise(Notice.FAILING_MODEL);
    }
  }

  /**
   * @param wholePool whether any active model could have been chosen: what a request with wishes of
   *     its own gets is nobody else's default
   */
  private void keepAccounts(Account account, OpenDecision open, boolean wholePool) {
    account.health.tried(account, candidates.slots[choice.chosen]);
    account.countDecision(candidates.slots[choice.chosen]);
    account.explored += open.explored ? 1 : 0;
    if (open.isObserved() && open.answeredBy >= 0) {
      account.incumbent = open.answeredBy;
    }
    if (wholePool) {
      account.catchingUpDecisions += choice.catchingUp ? 1 : 0;
      account.infeasibleDecisions += choice.infeasible ? 1 : 0;
      account.catchingUp = choice.catchingUp;
      account.infeasible = choice.infeasible;
      account.deadline.infeasible = deadline.isInfeasible();
      account.ranking = ranking.slots(candidates, account.ranking);
    }
    Savings.decided(account, open);
  }

  private static Effects idle(RouterState state, Context context) {
    List<JournalRow> rows = new ArrayList<>(2);
    Generations.closeAll(state, context, rows);
    return new Effects(null, rows, null);
  }
}
