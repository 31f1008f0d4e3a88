package dev.surety.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.Certified;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.Unlearnt;
import dev.surety.engine.Delivery;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Sample;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.CertifiedWords;
import dev.surety.output.terminal.DeadlineWords;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The facts of the page as JSON; what is not known is left out. */
final class PromiseReportJson {

  private PromiseReportJson() {}

  static ObjectNode of(PromiseReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("from", time(report.survey().all.first()));
    json.put("to", time(report.survey().all.last()));
    json.put("rows", report.rows());
    json.put("abandoned_rows", report.abandoned());
    json.set("journal", new ObjectMapper().valueToTree(report.account().json()));
    incidents(json.putArray("restarts"), report.restarts());
    ArrayNode keys = json.putArray("keys");
    for (KeyTally tally : report.bySpending()) {
      key(keys.addObject(), tally, report);
    }
    return json;
  }

  private static void key(ObjectNode json, KeyTally tally, PromiseReport report) {
    json.put("tenant", tally.key.tenant());
    json.put("tier", tally.key.tier());
    json.put("verdict", tally.verdict().words());
    json.put("from", time(tally.span.first()));
    json.put("to", time(tally.span.last()));
    Delivery delivery = tally.delivery();
    number(json, "promised", delivery.counted().meanPromised());
    number(json, "floor", tally.floor());
    json.put("basis", delivery.basis().name().toLowerCase(Locale.ROOT));
    interval(json, delivery.interval());
    certified(json, tally.certified());
    deadline(json, tally.inTime());
    budgets(json, tally.budgets);
    json.put("decisions", tally.decisions);
    double missing = report.account().missingShare(tally.key.key());
    if (missing > 0) {
      json.put("missing_share", missing);
    }
    json.put("explored", tally.explored);
    json.put("spent_usd", tally.bookedCostUsd);
    json.put("expected_usd", tally.expectedCostUsd);
    json.put("best_model", tally.best());
    json.put("always_best_usd", tally.alwaysBestUsd());
    double saved = Standing.saved(tally.spentUsd, tally.bestSpentUsd);
    if (!Double.isNaN(saved)) {
      json.put("saved", saved);
    }
    if (tally.labelsBought > 0 || tally.judgeUsd != 0) {
      ObjectNode judge = json.putObject("judge");
      judge.put("labels_bought", tally.labelsBought);
      judge.put("words", tally.judgeWords);
      judge.put("spent_usd", tally.judgeUsd);
    }
    double[] debt = tally.debt();
    json.put("debt", debt[debt.length - 1]);
    ObjectNode outcomes = json.putObject("outcomes");
    for (OutcomeClass outcome : OutcomeClass.values()) {
      outcomes.put(outcome.name().toLowerCase(Locale.ROOT), Incidents.outcomes(tally, outcome));
    }
    ObjectNode notices = json.putObject("notices");
    for (Notice notice : Notice.values()) {
      notices.put(notice.word(), tally.notices[notice.ordinal()]);
    }
    ObjectNode notLearnt = json.putObject("not_learnt");
    for (Unlearnt unlearnt : Unlearnt.values()) {
      notLearnt.put(unlearnt.word(), tally.notLearnt[unlearnt.ordinal()]);
    }
    ObjectNode unknown = json.putObject("unknown_models");
    tally.unknownNames.forEach(unknown::put);
    ArrayNode promises = json.putArray("promises");
    for (PromiseTally promise : tally.promises()) {
      ObjectNode node = promises.addObject();
      node.put("since", time(promise.span.first()));
      node.put("version", promise.sla.version());
      node.put("policy", promise.sla.policy());
      node.put("target", promise.sla.target());
      node.put("decisions", promise.decisions);
      limits(node, promise.sla.limits());
      node.put("basis", promise.delivery().basis().name().toLowerCase(Locale.ROOT));
      interval(node, promise.delivered());
    }
    if (tally.shadow.decisions > 0) {
      shadow(json.putObject("shadow"), tally.shadow);
    }
    ObjectNode models = json.putObject("models");
    tally.models.forEach(
        (name, use) -> {
          ObjectNode node = models.putObject(name);
          node.put("decisions", use.decisions());
          node.put("explored", use.explored);
          node.put("spent_usd", use.costUsd);
          interval(node, use.judged(0, Span.PARTS).interval());
        });
    incidents(json.putArray("incidents"), Incidents.of(tally, report.survey()));
  }

  private static void limits(ObjectNode node, SlaLimits limits) {
    if (!limits.regions().isEmpty()) {
      limits.regions().forEach(node.putArray("regions")::add);
    }
    if (!limits.providers().isEmpty()) {
      limits.providers().forEach(node.putArray("providers")::add);
    }
    if (!limits.deny().isEmpty()) {
      limits.deny().forEach(node.putArray("deny")::add);
    }
  }

  private static void certified(ObjectNode json, Certified certified) {
    if (certified != null) {
      ObjectNode object = json.putObject("certified");
      number(object, "at_least", certified.atLeast());
      object.put("confidence", certified.confidence());
      object.put("words", CertifiedWords.of(certified));
    }
  }

  private static void budgets(ObjectNode json, Budgets budgets) {
    BudgetStanding own = budgets.own();
    if (own != null) {
      budget(json.putObject("budget"), own.terms(), own.spentUsd(), BudgetWords.of(own));
    }
    TenantBudgetStanding shared = budgets.shared();
    if (shared != null) {
      ObjectNode object = json.putObject("tenant_budget");
      budget(object, shared.terms(), shared.spentUsd(), BudgetWords.of(shared));
    }
  }

  private static void budget(ObjectNode json, BudgetTerms terms, double spentUsd, String words) {
    json.put("usd", terms.usd()).put("spent_usd", spentUsd).put("words", words);
  }

  private static void deadline(ObjectNode json, AnswersInTime times) {
    if (times != null) {
      ObjectNode object = json.putObject("deadline");
      object.put("share", times.terms().share());
      number(object, "in_time", times.share());
      object.put("answers", times.answers());
      object.put("words", DeadlineWords.promised(times.terms()));
    }
  }

  private static void shadow(ObjectNode json, ShadowComparison shadow) {
    json.put("decisions", shadow.decisions);
    json.put("compared", shadow.compared);
    json.put("agreed", shadow.agreed);
    ObjectNode router = json.putObject("router");
    router.put("expected_usd", shadow.routerUsd);
    expected(router, shadow.routerExpected);
    interval(router, shadow.judgedAgreed.interval());
    ObjectNode incumbent = json.putObject("incumbent");
    incumbent.put("expected_usd", shadow.incumbentUsd);
    expected(incumbent, shadow.incumbentExpected);
    incumbent.put("paid_usd", shadow.paidUsd);
    interval(incumbent, shadow.judged.interval());
  }

  private static void expected(ObjectNode json, Sample expected) {
    if (expected.count > 0) {
      json.put("expected_satisfaction", expected.mean());
    }
  }

  private static void interval(ObjectNode node, Interval interval) {
    node.put("judged", interval.count());
    if (interval.count() > 0) {
      node.put("satisfaction", interval.mean());
      node.put("low", interval.low());
      node.put("high", interval.high());
    }
  }

  private static void number(ObjectNode node, String name, double value) {
    if (!Double.isNaN(value)) {
      node.put(name, value);
    }
  }

  private static void incidents(ArrayNode array, List<Incident> incidents) {
    for (Incident incident : incidents) {
      ObjectNode node = array.addObject();
      node.put("time", time(incident.time()));
      node.put("kind", incident.kind());
      node.put("text", incident.text());
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
