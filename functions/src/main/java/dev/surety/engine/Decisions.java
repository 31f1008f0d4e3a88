package dev.surety.engine;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Chance;
import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.JournalRow;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Event.Context;
import dev.surety.policy.Choice;
import java.util.ArrayList;
import java.util.List;

/** Turns a choice into what is remembered, sent and journaled of it. */
final class Decisions {

  private Decisions() {}

  /** What is remembered until feedback comes. */
  static OpenDecision open(
      RouterState state,
      JournalRow.Stamp stamp,
      Context context,
      RoutingRequest request,
      TenantConfig config,
      Candidates candidates,
      Choice choice,
      Chance chance,
      Ranking ranking) {
    OpenDecision open = new OpenDecision();
    int chosen = choice.chosen;
    open.models = models(candidates, choice);
    open.id = id(state, request.requestId(), stamp, candidates, choice);
    open.time = request.time();
    open.decidedAt = context.now();
    open.policy = config.policy().name();
    open.reason = choice.reason;
    open.apply = config.sla().mode() == SlaPolicy.Mode.APPLY;
    open.solicit = chance.uniform(Purpose.SOLICIT) < config.sla().feedback().solicitRate();
    open.explored = choice.reason == Decision.Reason.EXPLORE;
    open.bucket = (short) choice.bucket;
    open.fallbacks = new short[ranking.fallbacks(candidates, chosen)];
    for (int i = 0; i < open.fallbacks.length; i++) {
      open.fallbacks[i] = (short) candidates.slots[ranking.fallback(i, chosen)];
    }
    open.propensity = choice.propensity[chosen];
    open.expectedCostUsd = candidates.costUsd[chosen];
    open.expectedAllUsd = choice.queryAll ? sum(candidates, chosen) : open.expectedCostUsd;
    int best = CandidateColumns.best(choice.satisfaction, candidates.costUsd);
    open.best = (short) candidates.slots[best];
    open.bestCostUsd = candidates.costUsd[best];
    open.expectedSatisfaction = choice.satisfaction[chosen];
    open.target = config.sla().target();
    open.maxOutputTokens = request.maxOutputTokens();
    open.cached = request.cached().isHeld();
    JudgeBooks.decided(state, config.sla().judge(), open, choice);
    open.booking = WindowBooks.booking(config, open);
    open.answeredBy = open.apply ? open.models[0] : incumbent(state, config, request);
    open.features = config.policy().learnsFromFeatures() ? request.features() : Features.NONE;
    return open;
  }

  private static double labelProbability(Decision decision, Choice choice) {
    return decision.solicit() ? 1 : choice.labelProbability;
  }

  private static double sum(Candidates candidates, int chosen) {
    double sum = 0;
    for (int i = 0; i < candidates.size(); i++) {
      sum += isAsked(candidates, chosen, i) ? candidates.costUsd[i] : 0;
    }
    return sum;
  }

  /** Where all are asked: what fails many tenants is not, unless it was chosen. */
  private static boolean isAsked(Candidates candidates, int chosen, int i) {
    return i == chosen || candidates.isClosed(i);
  }

  /** Who answers in the place of a decision that is only observed; -1 if that isn't known. */
  private static short incumbent(RouterState state, TenantConfig config, RoutingRequest request) {
    return request.incumbent() == null
        ? -1
        : (short) AnsweringModel.slot(state, config, request.incumbent());
  }

  private static short[] models(Candidates candidates, Choice choice) {
    int chosen = choice.chosen;
    int others = candidates.closed() - (candidates.isClosed(chosen) ? 1 : 0);
    short[] models = new short[choice.queryAll ? 1 + others : 1];
    models[0] = (short) candidates.slots[chosen];
    for (int i = 0, n = 1; n < models.length; i++) {
      if (i != chosen && isAsked(candidates, chosen, i)) {
        models[n++] = (short) candidates.slots[i];
      }
    }
    return models;
  }

  /** 64 bits that are equal exactly when it is the same decision. */
  private static long id(
      RouterState state,
      String requestId,
      JournalRow.Stamp stamp,
      Candidates candidates,
      Choice choice) {
    long h = Chance.hash(stamp.seq(), requestId);
    h = Chance.hash(h, state.key());
    h = Chance.hash(h, stamp.run());
    h = Chance.hash(h, candidates.models[choice.chosen]);
    for (String name : alsoQuery(candidates, choice)) {
      h = Chance.hash(h, name);
    }
    return Chance.mix(h);
  }

  /** Names of the models that are asked besides the chosen one. */
  private static List<String> alsoQuery(Candidates candidates, Choice choice) {
    if (!choice.queryAll) {
      return List.of();
    }
    List<String> names = new ArrayList<>(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      if (i != choice.chosen && isAsked(candidates, choice.chosen, i)) {
        names.add(candidates.models[i]);
      }
    }
    return names;
  }

  private static List<String> fallbacks(Candidates candidates, Choice choice, Ranking ranking) {
    int count = ranking.fallbacks(candidates, choice.chosen);
    if (count == 0) {
      return List.of();
    }
    String next = candidates.models[ranking.fallback(0, choice.chosen)];
    return count == 1
        ? List.of(next)
        : List.of(next, candidates.models[ranking.fallback(1, choice.chosen)]);
  }

  /** The decision as it is sent at first. */
  static Decision first(
      RouterState state,
      String requestId,
      OpenDecision open,
      Candidates candidates,
      Choice choice,
      Ranking ranking,
      String replaces) {
    return decision(
        state,
        requestId,
        open,
        candidates.models[choice.chosen],
        alsoQuery(candidates, choice),
        fallbacks(candidates, choice, ranking),
        replaces);
  }

  /** The decision as it was sent, with what is still allowed of the models that it named. */
  static Decision again(
      RouterState state,
      String requestId,
      OpenDecision open,
      String model,
      List<String> alsoQuery,
      List<String> fallbacks) {
    return decision(state, requestId, open, model, alsoQuery, fallbacks, null);
  }

  private static Decision decision(
      RouterState state,
      String requestId,
      OpenDecision open,
      String model,
      List<String> alsoQuery,
      List<String> fallbacks,
      String replaces) {
    return new Decision(
        open.decisionId(),
        requestId,
        state.key(),
        model,
        open.apply,
        alsoQuery,
        fallbacks,
        open.solicit || open.isBought(),
        open.explored,
        open.propensity,
        open.expectedCostUsd,
        open.expectedSatisfaction,
        open.policy,
        open.reason,
        open.decidedAt,
        replaces,
        open.judgeOffer(),
        open.times != null && open.times.infeasible ? Decision.DEADLINE : null);
  }

  static JournalRow row(
      RouterState state,
      JournalRow.Stamp stamp,
      Context context,
      RoutingRequest request,
      TenantConfig config,
      Decision decision,
      double queue,
      Candidates candidates,
      Choice choice) {
    return new JournalRow.Decided(
        stamp,
        request,
        config.hash(),
        context.seed(),
        decision,
        config.sla().target(),
        queue,
        choice.v,
        choice.exploreProbability,
        choice.catchingUp,
        choice.infeasible,
        new CandidateColumns(
            candidates.models,
            candidates.places,
            choice.score,
            choice.propensity,
            choice.satisfaction,
            candidates.costUsd,
            null),
        state.countNotices(),
        context.keyed(),
        config.sla().judge() == null ? Double.NaN : labelProbability(decision, choice));
  }
}
