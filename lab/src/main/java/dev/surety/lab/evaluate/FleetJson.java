package dev.surety.lab.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code results.json} of fleets: {@code settings} as of every evaluation and besides what the
 * fleets are like, {@code cells} (one a tenant, {@code checkpoints} in it, the last of which are
 * its figures) and {@code summary} (one entry a policy and feedback setting, the hostile and
 * promises that nothing keeps left out). Costs are USD; those of {@code lp} and {@code best_single}
 * what is expected of the tenant's own means. {@code requests_until_used} of a late model is null
 * where it never was used, and missing where none came or hindsight gives it little. With a judge
 * {@code cost_usd} is of the models alone, ratios are all in.
 */
final class FleetJson {

  private FleetJson() {}

  static String write(FleetEvaluation evaluation) {
    FleetPlan plan = evaluation.plan();
    Map<String, Object> root = new LinkedHashMap<>();
    Map<String, Object> settings = ResultsJson.settings(plan.base());
    settings.put("tenants", plan.tenants());
    settings.put("likeness", plan.likeness().label());
    settings.put("newcomers", plan.newcomers());
    settings.put("checkpoints", plan.checkpoints());
    if (!plan.shares().isEmpty()) {
      settings.put("target_shares", plan.shares());
    }
    if (plan.newModel() >= 0) {
      settings.put("new_model", plan.base().data().pool().get(plan.newModel()).name());
      settings.put("new_model_at", plan.newModelAt());
    }
    root.put("settings", settings);
    root.put(
        "cells",
        evaluation.fleets().stream()
            .flatMap(fleet -> fleet.tenants().stream())
            .map(tenant -> cell(tenant, plan.base().judge() != null))
            .toList());
    root.put("summary", evaluation.summaries().stream().map(s -> summary(s, plan)).toList());
    return ResultsJson.text(root);
  }

  private static Map<String, Object> cell(TenantResult tenant, boolean judged) {
    TenantResult.Mark last = tenant.last();
    Map<String, Object> cell = who(tenant.fleet().policy(), tenant.fleet().feedback());
    cell.put("seed", tenant.fleet().seed());
    cell.put("tenant", tenant.tenant());
    cell.put("kind", tenant.kind().label());
    cell.put("newcomer", tenant.newcomer());
    cell.put("target", tenant.target());
    cell.put("feasible", tenant.feasible());
    cell.putAll(mark(tenant, last, judged));
    if (tenant.untilUsed() != TenantResult.NOT_ASKED) {
      cell.put(
          "requests_until_used",
          tenant.untilUsed() == TenantResult.NEVER ? null : tenant.untilUsed());
    }
    cell.put(
        "checkpoints", tenant.marks().stream().map(mark -> mark(tenant, mark, judged)).toList());
    return cell;
  }

  private static Map<String, Object> mark(
      TenantResult tenant, TenantResult.Mark mark, boolean judged) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("requests", mark.requests());
    entry.put("satisfaction", mark.satisfaction());
    entry.put("floor_met", tenant.floorMet(mark));
    entry.put("within_1_point", tenant.withinOnePoint(mark));
    entry.put("label_share", (double) mark.labels() / mark.requests());
    entry.put("cost_usd", mark.costUsd());
    if (judged) {
      ResultsJson.bought(entry, mark.bought(), mark.judgeUsd(), mark.allInUsd());
    }
    entry.put("lp_cost_usd", mark.lpCostUsd());
    entry.put("best_single_cost_usd", mark.bestSingleCostUsd());
    return entry;
  }

  private static Map<String, Object> who(PolicyChoice policy, FeedbackSetting feedback) {
    Map<String, Object> who = new LinkedHashMap<>();
    who.put("policy", policy.label());
    who.put("feedback_rate", feedback.largest());
    who.put("satisfied_rate", feedback.satisfiedRate());
    who.put("dissatisfied_rate", feedback.dissatisfiedRate());
    return who;
  }

  private static Map<String, Object> summary(FleetSummary summary, FleetPlan plan) {
    Map<String, Object> entry = who(summary.policy(), summary.feedback());
    entry.put("versions", summary.versions());
    boolean judged = plan.base().judge() != null;
    entry.putAll(figures(summary.whole(), judged));
    entry.put("checkpoints", rows(summary.checkpoints(), judged));
    entry.put("promises", rows(summary.promises(plan), judged));
    entry.put("kinds", rows(summary.kinds(), judged));
    FleetSummary.Adoption adoption = summary.adoption();
    if (adoption != null) {
      entry.put("new_model_tenants", adoption.tenants());
      entry.put("requests_until_used_median", orNull(adoption.median()));
      entry.put("requests_until_used_90th", orNull(adoption.ninetieth()));
    }
    return entry;
  }

  private static List<Map<String, Object>> rows(List<FleetSummary.Row> rows, boolean judged) {
    return rows.stream()
        .map(
            row -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("name", row.name());
              entry.put("requests", row.requests());
              entry.putAll(figures(row.figures(), judged));
              return entry;
            })
        .toList();
  }

  private static Map<String, Object> figures(FleetSummary.Figures figures, boolean judged) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("cells", figures.cells());
    entry.put("floors_met", figures.floorsMet());
    entry.put("within_1_point", figures.withinOnePoint());
    entry.put("worst_cell", ResultsJson.orNull(figures.worst()));
    entry.put("mean_cost_to_lp", ResultsJson.orNull(figures.costToLp()));
    entry.put("mean_cost_to_best_single", ResultsJson.orNull(figures.costToBestSingle()));
    if (judged) {
      ResultsJson.bought(entry, figures.boughtShare(), figures.judgeToLp());
    }
    return entry;
  }

  private static Long orNull(long requests) {
    return requests == Long.MAX_VALUE ? null : requests;
  }
}
