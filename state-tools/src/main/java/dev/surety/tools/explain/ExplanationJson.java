package dev.surety.tools.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.Notice;
import dev.surety.engine.Exclusions.Excluded;
import dev.surety.estimator.Interval;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.DeadlineWords;
import dev.surety.policy.Explanation;
import dev.surety.policy.Explanation.Figure;
import dev.surety.tools.journal.Mismatch;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An explained decision as JSON; what is not known is left out. */
final class ExplanationJson {

  private ExplanationJson() {}

  static ObjectNode of(ExplainedDecision explained) {
    Decided row = explained.decision();
    Decision decision = row.decision();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("request_id", decision.requestId());
    json.put("decision_id", decision.decisionId());
    json.put("tenant", row.stamp().key().tenant());
    json.put("tier", row.stamp().key().tier());
    json.put("run", row.stamp().run());
    json.put("seq", row.stamp().seq());
    json.put("time", Instant.ofEpochMilli(row.stamp().time()).toString());
    json.put("tag", row.request().tag());
    json.put("tagged_by", row.request().taggedBy());
    json.put("policy", decision.policy());
    json.put("model", decision.model());
    json.put("reason", decision.reason().name().toLowerCase(Locale.ROOT));
    json.put("apply", decision.apply());
    json.put("solicit", decision.solicit());
    if (decision.judge() != null) {
      json.put("solicit_reason", "judge");
      put(json, "judge_value_usd", decision.judge().valueUsd());
      put(json, "judge_price_usd", decision.judge().priceUsd());
    }
    if (!Double.isNaN(row.labelProbability())) {
      put(json, "label_probability", row.labelProbability());
    }
    DeadlineStanding deadline = explained.deadline();
    if (deadline != null) {
      ObjectNode object = json.putObject("deadline");
      put(object, "in_time", deadline.inTime());
      put(object, "debt_after", deadline.debt());
      put(object, "price_usd", deadline.priceUsd());
      object.put("priced", Notice.DEADLINE_PRICED.isIn(row.notices()));
      object.put("infeasible", decision.infeasible() != null);
      object.put("words", DeadlineWords.of(deadline));
    }
    if (explained.budget() != null || explained.tenantBudget() != null) {
      json.put("budget_paced", Notice.BUDGET_PACED.isIn(row.notices()));
    }
    if (explained.budget() != null) {
      ObjectNode object = json.putObject("budget");
      put(object, "spent_usd", explained.budget().spentUsd());
      object.put("words", BudgetWords.of(explained.budget()));
    }
    if (explained.tenantBudget() != null) {
      ObjectNode object = json.putObject("tenant_budget");
      put(object, "spent_usd", explained.tenantBudget().spentUsd());
      put(object, "granted_usd", explained.tenantBudget().grantedUsd());
      put(object, "planned_usd", explained.tenantBudget().plannedUsd());
      object.put("words", BudgetWords.of(explained.tenantBudget()));
    }
    json.put("target", row.target());
    json.put("catching_up", row.catchingUp());
    json.put("infeasible", row.infeasible());
    put(json, "queue_before", row.queue());
    put(json, "queue_after", explained.queueAfter());
    put(json, "v", row.v());
    json.put("seed", row.seed());
    if (explained.before() != null) {
      ObjectNode before = json.putObject("before");
      before.put("decisions", explained.before().requests());
      before.put("labels", explained.before().labels());
      Interval delivered = explained.before().delivered();
      put(before, "satisfaction", delivered.mean());
      put(before, "satisfaction_low", delivered.low());
      put(before, "satisfaction_high", delivered.high());
    }
    candidates(json.putArray("candidates"), explained);
    ArrayNode excluded = json.putArray("excluded");
    for (Excluded model : explained.excluded()) {
      ObjectNode node = excluded.addObject();
      node.put("model", model.model());
      node.put("requirement", model.requirement().word());
      node.put("why", model.why());
    }
    if (explained.reasons() != null) {
      figures(json.putArray("plan"), explained.reasons().explanation().plan());
      coins(json.putArray("coins"), explained.reasons().explanation().coins());
    }
    ArrayNode outcomes = json.putArray("outcomes");
    explained.outcomes().forEach(outcome -> outcome(outcomes.addObject(), outcome));
    ArrayNode others = json.putArray("other_decisions");
    for (ExplainedDecision.Other other : explained.others()) {
      ObjectNode node = others.addObject();
      node.put("decision_id", other.decision().decision().decisionId());
      node.put("model", other.decision().decision().model());
      node.put("counts", other.counts());
    }
    replayed(json.putObject("replayed"), explained);
    return json;
  }

  private static void candidates(ArrayNode array, ExplainedDecision explained) {
    ReasonRecorder.Reasons reasons = explained.reasons();
    for (Candidate candidate : explained.decision().candidates()) {
      ObjectNode node = array.addObject();
      node.put("model", candidate.model());
      put(node, "score", candidate.score());
      put(node, "propensity", candidate.propensity());
      put(node, "expected_satisfaction", candidate.expectedSatisfaction());
      put(node, "expected_cost_usd", candidate.expectedCostUsd());
      if (reasons != null) {
        Explanation.Candidate own = reasons.of(candidate.model());
        figures(node.putArray("score_parts"), own.parts());
        figures(node.putArray("beliefs"), own.beliefs());
      }
    }
  }

  private static void figures(ArrayNode array, List<Figure> figures) {
    for (Figure figure : figures) {
      ObjectNode node = array.addObject();
      node.put("name", figure.name());
      put(node, "value", figure.value());
      node.put("meaning", figure.meaning());
    }
  }

  private static void coins(ArrayNode array, List<Explanation.Coin> coins) {
    for (Explanation.Coin coin : coins) {
      ObjectNode node = array.addObject();
      node.put("purpose", coin.purpose().name().toLowerCase(Locale.ROOT));
      node.put("drawn", coin.drawn());
      ArrayNode ranges = node.putArray("ranges");
      for (Explanation.Range range : coin.ranges()) {
        ObjectNode of = ranges.addObject();
        of.put("from", range.from()).put("to", range.to()).put("outcome", range.outcome());
        of.put("drawn", range.holds(coin.drawn()));
      }
    }
  }

  private static void outcome(ObjectNode node, Outcome outcome) {
    node.put("class", outcome.outcome().name().toLowerCase(Locale.ROOT));
    node.put("time", Instant.ofEpochMilli(outcome.stamp().time()).toString());
    node.put("model", outcome.feedback().model());
    node.put("decision_id", outcome.feedback().decisionId());
    put(node, "satisfaction", outcome.feedback().label());
    put(node, "cost_usd", outcome.feedback().costUsd());
    node.put("error", outcome.feedback().error());
    node.put("source", outcome.feedback().source().name().toLowerCase(Locale.ROOT));
    node.put("learnt", outcome.learnt());
    node.put("booked", outcome.booked());
    put(node, "queue", outcome.queue());
  }

  private static void replayed(ObjectNode node, ExplainedDecision explained) {
    node.put("holds", explained.replayed().holds());
    node.put("events", explained.replayed().events());
    node.put("missing_rows", explained.replayed().gaps());
    ArrayNode mismatches = node.putArray("mismatches");
    for (Mismatch found : explained.replayed().firstMismatches()) {
      ObjectNode of = mismatches.addObject();
      of.put("seq", found.seq()).put("field", found.field());
      of.put("journaled", found.journaled()).put("replayed", found.folded());
    }
  }

  private static void put(ObjectNode node, String name, double value) {
    if (!Double.isNaN(value)) {
      node.put(name, value);
    }
  }
}
