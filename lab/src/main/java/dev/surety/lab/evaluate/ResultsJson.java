package dev.surety.lab.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@code results.json}: an object of {@code settings}, {@code cells}, {@code groups} (cells that
 * differ by the seed alone), {@code tau} ({@link TauMeasures}, empty below three targets) and
 * {@code summary} (one entry a policy). The same plan gives the same bytes. Costs are USD for all
 * requests of a cell; a ratio without a feasible cell is null.
 *
 * <p>Of a cell: {@code satisfaction} is the true mean over the answers shown; {@code feedback_rate}
 * the larger of {@code satisfied_rate} and {@code dissatisfied_rate}; {@code label_share} the share
 * of requests whose shown answer was judged; {@code floor_met} is {@link Floor#met}, {@code
 * within_1_point} {@link Floor#withinOnePoint}; {@code worst_deficit} the largest value that {@code
 * target * t - satisfied(t)} had, in answers, at least 0; {@code requests_until_floor} the first
 * request after which the running satisfaction stays at {@code target - 0.01} or above until the
 * end, null if it never does (a group's mean counts those with all their requests, {@code
 * floors_reached} says how many did); {@code queue} the virtual queue after the last judgement;
 * {@code explored_cost_usd} what the decisions cost that chance made, answers queried besides
 * included (part of {@code cost_usd}); where domain comes after domain {@code recovery_requests} is
 * the slowest {@link PromiseRecovery} from one of the {@code changes}, null if one was not
 * recovered from before the next or the end; {@code models} the share of the answers shown by each
 * model that gave any. {@code lp_cost_usd} and {@code best_single_cost_usd} are of the very
 * requests that were sent. {@code mean_mu} is the mean of {@link Mu}, null of a policy that has
 * none. Where the target changes {@code target} is its mean, {@code parts} what became of each
 * version of the SLA, the other times are {@link Rolling}'s. With a judge {@code cost_usd} is of
 * the models alone, {@code all_in_cost_usd} and the ratios are of both; {@code bought_labels} are
 * in no {@code label_share}, which is of users.
 */
final class ResultsJson {

  private ResultsJson() {}

  static String write(Evaluation evaluation) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("settings", settings(evaluation.plan()));
    root.put("cells", evaluation.cells().stream().map(c -> cell(evaluation, c)).toList());
    root.put(
        "groups",
        evaluation.groups().stream()
            .map(g -> group(g, evaluation.plan().judge() != null))
            .toList());
    root.put("tau", TauMeasures.of(evaluation).stream().map(ResultsJson::tau).toList());
    root.put(
        "summary",
        evaluation.summary().stream()
            .map(s -> summary(s, evaluation.plan().judge() != null))
            .toList());
    return text(root);
  }

  static String text(Map<String, Object> root) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(root)
              .replace("\r\n", "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of numbers and texts are JSON", e);
    }
  }

  static Map<String, Object> settings(EvaluationPlan plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("data", plan.data().origin());
    settings.put("notes", plan.data().notes());
    settings.put("rows", plan.data().size());
    settings.put("models", plan.data().pool().names());
    settings.put("horizon", plan.horizon());
    settings.put("order", plan.order().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    settings.put("tag", plan.tagged() ? "domain" : "none");
    settings.put("delay", plan.delay());
    settings.put("window", plan.window());
    settings.put("solicit_rate", plan.solicitRate());
    if (plan.judge() != null) {
      Map<String, Object> judge = new LinkedHashMap<>();
      judge.put("price_usd", plan.judge().priceUsd());
      judge.put("budget_usd", plan.judge().budgetUsd());
      judge.put("accuracy_prior", plan.judge().accuracyPrior());
      settings.put("judge", judge);
    }
    settings.put("seeds", plan.seeds());
    Map<String, Object> artefacts = new LinkedHashMap<>();
    plan.artefacts().forEach(artefact -> artefacts.put(artefact.subject(), artefact.payload()));
    settings.put("artefacts", artefacts);
    return settings;
  }

  private static Map<String, Object> cell(Evaluation evaluation, CellResult result) {
    TrueOutcomes truth = result.truth();
    Map<String, Object> cell = common(result.cell());
    cell.put("feasible", result.feasible());
    cell.put("seed", result.cell().seed());
    cell.put("requests", truth.requests);
    cell.put("satisfaction", truth.satisfaction());
    cell.put("floor_met", result.floorMet());
    cell.put("within_1_point", result.withinOnePoint());
    cell.put("label_share", truth.labelShare());
    cell.put("cost_usd", truth.costUsd);
    if (evaluation.plan().judge() != null) {
      bought(cell, truth.bought, truth.judgeUsd, truth.allInUsd());
    }
    cell.put("lp_cost_usd", result.lpCostUsd());
    cell.put("best_single_cost_usd", result.bestSingleCostUsd());
    cell.put("worst_deficit", truth.worstDeficit);
    OptionalLong untilFloor = truth.requestsUntilFloor();
    cell.put("requests_until_floor", untilFloor.isPresent() ? untilFloor.getAsLong() : null);
    cell.put("queue", truth.endQueue);
    cell.put("explored", truth.explored);
    cell.put("explored_cost_usd", truth.exploredCostUsd);
    if (evaluation.plan().order() == StreamOrder.BY_DOMAIN) {
      long slowest = truth.recovery.slowest();
      cell.put("changes", truth.recovery.changes());
      cell.put("recovery_requests", slowest < 0 ? null : slowest);
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int m = 0; m < truth.answers.length; m++) {
      if (truth.answers[m] > 0) {
        String model = evaluation.plan().data().pool().get(m).name();
        shares.put(model, (double) truth.answers[m] / truth.requests);
      }
    }
    cell.put("models", shares);
    cell.put("mean_mu", orNull(truth.meanMu()));
    if (result.cell().path().changes()) {
      Rolling rolling = Rolling.of(truth.curve);
      cell.put("parts", truth.parts().stream().map(part -> part(part, truth)).toList());
      cell.put("time_at_target", rolling.timeAt(0));
      cell.put("time_near_target", rolling.timeAt(Rolling.NEAR));
      cell.put("overshoot", rolling.overshoot());
    }
    return cell;
  }

  private static Map<String, Object> common(Cell cell) {
    FeedbackSetting feedback = cell.feedback();
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("policy", cell.policy().label());
    common.put("target", cell.target());
    if (cell.path().changes()) {
      common.put("target_path", cell.path().label());
    }
    common.put("feedback_rate", feedback.largest());
    common.put("satisfied_rate", feedback.satisfiedRate());
    common.put("dissatisfied_rate", feedback.dissatisfiedRate());
    common.put("sla_satisfied_rate", feedback.toldSatisfiedRate());
    common.put("sla_dissatisfied_rate", feedback.toldDissatisfiedRate());
    return common;
  }

  private static Map<String, Object> group(GroupResult result, boolean judged) {
    Map<String, Object> group = common(result.common());
    group.put("feasible", result.feasible());
    group.put("seeds", result.cells().size());
    group.put("floors_met", result.floorsMet());
    group.put("within_1_point", result.withinOnePoint());
    group.put("mean_satisfaction", result.satisfaction());
    group.put("mean_met", result.meanMet());
    group.put("floors_reached", result.floorsReached());
    group.put("mean_requests_until_floor", result.requestsUntilFloor());
    group.put("mean_cost_usd", result.mean(c -> c.truth().costUsd));
    if (judged) {
      group.put("mean_all_in_cost_usd", result.mean(c -> c.truth().allInUsd()));
    }
    return group;
  }

  private static Map<String, Object> part(Promised promised, TrueOutcomes truth) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("target", promised.target());
    part.put("requests", promised.requests());
    part.put("satisfaction", promised.satisfaction());
    part.put("floor_met", promised.met(truth.labelShare()));
    return part;
  }

  private static Map<String, Object> tau(TauMeasures measures) {
    Map<String, Object> tau = new LinkedHashMap<>();
    tau.put("policy", measures.policy().label());
    tau.put("satisfied_rate", measures.feedback().satisfiedRate());
    tau.put("dissatisfied_rate", measures.feedback().dissatisfiedRate());
    tau.put("levels", measures.levels());
    tau.put("feasible_levels", measures.feasible());
    tau.put("floors_kept", measures.floorsKept());
    tau.put("tau_mu_correlation", orNull(measures.correlation()));
    tau.put("floor_compliance", measures.compliance());
    tau.put("within_2_points", measures.within2());
    tau.put("within_5_points", measures.within5());
    tau.put("cost_range", orNull(measures.costRange()));
    tau.put("cost_rises", measures.costRises());
    tau.put("cost_at_95_to_best_single", orNull(measures.costAt95()));
    return tau;
  }

  private static Map<String, Object> summary(PolicySummary summary, boolean judged) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("policy", summary.policy().label());
    entry.put("knows", knows(summary.policy()));
    entry.put("cells", summary.cells());
    entry.put("feasible_cells", summary.feasibleCells());
    entry.put("floors_met", summary.floorsMet());
    entry.put("within_1_point", summary.withinOnePoint());
    entry.put("groups", summary.groups());
    entry.put("group_means_met", summary.groupMeansMet());
    entry.put("mean_cost_to_lp", orNull(summary.costToLp()));
    entry.put("mean_cost_to_best_single", orNull(summary.costToBestSingle()));
    if (judged) {
      bought(entry, summary.boughtShare(), summary.judgeToLp());
    }
    entry.put("worst_shortfall", orNull(summary.worstShortfall()));
    return entry;
  }

  /** What it is told before the first request; only equals are rivals. */
  private static String knows(PolicyChoice policy) {
    return policy.baseline().map(b -> b.knows().name().toLowerCase(Locale.ROOT)).orElse("nothing");
  }

  /** What a judge was asked and has cost. */
  static void bought(Map<String, Object> entry, long labels, double usd, double allInUsd) {
    entry.put("bought_labels", labels);
    entry.put("judge_cost_usd", usd);
    entry.put("all_in_cost_usd", allInUsd);
  }

  /** The same on an average. */
  static void bought(Map<String, Object> entry, double share, double judgeToLp) {
    entry.put("mean_bought_share", orNull(share));
    entry.put("mean_judge_cost_to_lp", orNull(judgeToLp));
  }

  /** JSON has no NaN. */
  static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
