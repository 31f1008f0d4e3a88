package dev.surety.engine;

import dev.surety.domain.Chance;
import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Event.Context;
import dev.surety.policy.Choice;
import java.util.Arrays;
import java.util.HexFormat;

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
    open.decisionId = id(state, request.requestId(), stamp, open.models);
    open.time = request.time();
    open.decidedAt = context.now();
    open.policy = config.policy().name();
    open.reason = choice.reason;
    open.apply = config.sla().mode() == SlaPolicy.Mode.APPLY;
    open.solicit = chance.uniform(Purpose.SOLICIT) < config.sla().feedback().solicitRate();
    open.explored = choice.reason == Decision.Reason.EXPLORE;
    open.bucket = (short) choice.bucket;
    open.fallbacks = ranking.fallbacks(candidates, chosen);
    open.propensity = choice.propensity[chosen];
    open.expectedCostUsd = candidates.costUsd[chosen];
    open.expectedSatisfaction = choice.satisfaction[chosen];
    open.booking = WindowBooks.booking(config, open);
    open.answeredBy = open.apply ? open.models[0] : incumbent(state, request);
    open.features = config.policy().learnsFromFeatures() ? request.features() : Features.NONE;
    return open;
  }

  /** Who answers in the place of a decision that is only observed; -1 if that isn't known. */
  private static short incumbent(RouterState state, RoutingRequest request) {
    return request.incumbent() == null
        ? -1
        : (short) state.learner().models.slot(request.incumbent());
  }

  private static short[] models(Candidates candidates, Choice choice) {
    short[] models = new short[choice.queryAll ? candidates.size() : 1];
    models[0] = (short) candidates.slots[choice.chosen];
    for (int i = 0, n = 1; n < models.length; i++) {
      if (i != choice.chosen) {
        models[n++] = (short) candidates.slots[i];
      }
    }
    return models;
  }

  /** 16 hex digits that are equal exactly when it is the same decision. */
  private static String id(
      RouterState state, String requestId, JournalRow.Stamp stamp, short[] models) {
    long h = Chance.hash(stamp.seq(), requestId);
    h = Chance.hash(h, state.key());
    h = Chance.hash(h, stamp.run());
    for (short slot : models) {
      h = Chance.hash(h, state.learner().models.name(slot));
    }
    return HexFormat.of().toHexDigits(Chance.mix(h));
  }

  /** The decision as it is sent; the same each time. */
  static Decision again(RouterState state, String requestId, OpenDecision open) {
    ModelTable table = state.learner().models;
    return new Decision(
        open.decisionId,
        requestId,
        state.key(),
        table.name(open.models[0]),
        open.apply,
        table.names(open.models, 1),
        table.names(open.fallbacks, 0),
        open.solicit,
        open.explored,
        open.propensity,
        open.expectedCostUsd,
        open.expectedSatisfaction,
        open.policy,
        open.reason,
        open.decidedAt);
  }

  static JournalRow row(
      JournalRow.Stamp stamp,
      Context context,
      RoutingRequest request,
      TenantConfig config,
      Decision decision,
      double queue,
      Candidates candidates,
      Choice choice) {
    Candidate[] all = new Candidate[candidates.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          new Candidate(
              candidates.models[i],
              choice.score[i],
              choice.propensity[i],
              choice.satisfaction[i],
              candidates.costUsd[i]);
    }
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
        choice.infeasible,
        Arrays.asList(all));
  }
}
