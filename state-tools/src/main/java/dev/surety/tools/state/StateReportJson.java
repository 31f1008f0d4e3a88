package dev.surety.tools.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.Certified;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.tools.savepoint.SavedOperator;
import dev.surety.tools.savepoint.SavepointStates;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import dev.surety.wire.state.OpenDecisionCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/** What is in a savepoint, for machines; a number that is not known is {@code null}. */
final class StateReportJson {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private StateReportJson() {}

  static ObjectNode of(KeyReport key) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("tenant", key.key().tenant());
    json.put("tier", key.key().tier());
    json.put("policy", key.policy());
    number(json, "target", key.target());
    number(json, "satisfaction", key.delivered().mean());
    number(json, "satisfaction_low", key.delivered().low());
    number(json, "satisfaction_high", key.delivered().high());
    number(json, "floor", key.floor());
    if (key.certified() != null) {
      certified(json.putObject("certified"), key.certified());
    }
    if (key.budget() != null) {
      ObjectNode budget = json.putObject("budget");
      number(budget, "usd", key.budget().terms().usd());
      budget.put("per", key.budget().terms().per().name().toLowerCase(Locale.ROOT));
      budget.put("begin", Instant.ofEpochMilli(key.budget().begin()).toString());
      budget.put("end", Instant.ofEpochMilli(key.budget().end()).toString());
      number(budget, "spent_usd", key.budget().spentUsd());
    }
    if (key.deadline() != null) {
      ObjectNode deadline = json.putObject("deadline");
      boolean total = key.deadline().terms().measure() == DeadlineTerms.Measure.TOTAL;
      deadline.put(total ? "total_ms" : "first_token_ms", key.deadline().terms().millis());
      number(deadline, "share", key.deadline().terms().share());
      deadline.put("answers", key.deadline().answers());
      deadline.put("late", key.deadline().late());
      number(deadline, "in_time", key.deadline().inTime());
      number(deadline, "debt", key.deadline().debt());
      number(deadline, "price_usd", key.deadline().priceUsd());
      deadline.put("infeasible", key.deadline().infeasible());
    }
    if (key.tenantBudget() != null) {
      TenantBudgetStanding shared = key.tenantBudget();
      ObjectNode budget = json.putObject("tenant_budget");
      number(budget, "usd", shared.terms().usd());
      budget.put("per", shared.terms().per().name().toLowerCase(Locale.ROOT));
      budget.put("begin", Instant.ofEpochMilli(shared.begin()).toString());
      budget.put("end", Instant.ofEpochMilli(shared.end()).toString());
      number(budget, "spent_usd", shared.spentUsd());
      number(budget, "granted_usd", shared.grantedUsd());
      number(budget, "planned_usd", shared.plannedUsd());
    }
    number(json, "queue", key.queue());
    number(json, "policy_debt", key.debt());
    json.put("catching_up", key.catchingUp());
    json.put("infeasible", key.infeasible());
    json.put("requests", key.requests());
    json.put("labels", key.labels());
    json.put("explored", key.explored());
    number(json, "cost_usd", key.costUsd());
    number(json, "expected_cost_usd", key.expectedCostUsd());
    if (key.judge().isUsed()) {
      ObjectNode judge = json.putObject("judge");
      judge.put("labels_bought", key.judge().bought);
      judge.put("answers_judged", key.judge().words);
      number(judge, "today_usd", key.judge().spentOnUsd(key.clock()));
      number(judge, "spent_usd", key.judge().spentUsd);
    }
    json.put("open_decisions", key.openDecisions());
    json.put("dropped", key.dropped());
    json.put("seq", key.seq());
    json.put(
        "clock",
        key.clock() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(key.clock()).toString());
    ArrayNode models = json.putArray("models");
    key.models().forEach(model -> models.add(of(model)));
    return json;
  }

  private static void certified(ObjectNode json, Certified certified) {
    number(json, "at_least", certified.atLeast());
    number(json, "confidence", certified.confidence());
    json.put("since", Instant.ofEpochMilli(certified.since()).toString());
    json.put("answers", certified.answers());
    json.put("asked", certified.asked());
    json.put("judged", certified.judged());
    json.put("unanswered", certified.unanswered().name().toLowerCase(Locale.ROOT));
    if (!certified.isGiven()) {
      json.put("missing", certified.missing().name().toLowerCase(Locale.ROOT));
    }
  }

  private static ObjectNode of(ModelReport model) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("model", model.model());
    json.put("in_pool", model.inPool());
    json.put("decisions", model.decisions());
    number(json, "satisfaction", model.belief().satisfaction());
    number(json, "standard_error", model.belief().error());
    number(json, "labels", model.belief().labels());
    number(json, "usual_cost_usd", model.usualCostUsd());
    number(json, "paid_over_list", model.paidRatio());
    number(json, "cost_over_list", model.costRatio());
    number(json, "fleet_satisfaction", model.fleet());
    if (model.keptBack() != null) {
      json.put("health", model.keptBack());
    }
    if (model.judge() != null) {
      number(json, "judge_satisfied", model.judge().satisfied());
      number(json, "judge_dissatisfied", model.judge().dissatisfied());
    }
    return json;
  }

  /** The savepoint itself: checkpoint, run, operators, layouts, control records. */
  static ObjectNode of(SavepointStates states) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("savepoint", states.folder().path());
    json.put("checkpoint", states.folder().checkpoint());
    json.put("run", states.run());
    json.put("layout", states.folder().layout().name().toLowerCase(Locale.ROOT));
    json.put("max_parallelism", states.folder().maxParallelism());
    json.put("bytes", states.folder().bytes());
    ObjectNode versions = json.putObject("state_versions");
    versions.put("account", AccountCodec.VERSION);
    versions.put("learner", LearnerCodec.VERSION);
    versions.put("open_decision", OpenDecisionCodec.VERSION);
    ArrayNode operators = json.putArray("operators");
    for (SavedOperator operator : states.folder().operators()) {
      operators
          .addObject()
          .put("uid", operator.uid())
          .put("name", operator.name())
          .put("hash", operator.hash())
          .put("parallelism", operator.parallelism())
          .put("max_parallelism", operator.maxParallelism())
          .put("bytes", operator.bytes());
    }
    ArrayNode control = json.putArray("control");
    for (ControlUpdate update : states.control().updates()) {
      control.add(MAPPER.readTree(ControlJson.write(update).value()));
    }
    return json;
  }

  /** What a difference is made of; {@code null} for a key that is not there. */
  static ObjectNode of(KeyDifference.Trace trace) {
    if (trace == null) {
      return null;
    }
    ObjectNode json = MAPPER.createObjectNode();
    number(json, "queue", trace.queue());
    json.put("requests", trace.requests());
    json.put("labels", trace.labels());
    number(json, "cost_usd", trace.costUsd());
    json.put("open_decisions", trace.open());
    return json;
  }

  private static void number(ObjectNode json, String field, double value) {
    if (Double.isFinite(value)) {
      json.put(field, value);
    } else {
      json.putNull(field);
    }
  }
}
