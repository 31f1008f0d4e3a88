package dev.surety.tools.ope.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.surety.domain.OutcomeClass;
import dev.surety.tools.ope.Estimate;
import dev.surety.tools.ope.Support;
import dev.surety.tools.ope.Valuation;
import dev.surety.tools.ope.journal.Answered.Exclusion;
import dev.surety.tools.ope.journal.RejectionReplay.Accepted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An evaluation for machines: {@code journal}, {@code question}, {@code all} and {@code tenants}.
 * Satisfaction is a share, cost USD a request, an interval the two ends of 95 %; what can't be told
 * is null.
 */
final class EvaluationJson {

  private EvaluationJson() {}

  static String write(JournalEvaluation.Report report, double seconds) {
    return write(report, Map.of(), seconds);
  }

  /**
   * @param account of the journal as a whole, which goes to what is said of it
   */
  static String write(
      JournalEvaluation.Report report, Map<String, Object> account, double seconds) {
    Map<String, Object> root = new LinkedHashMap<>();
    Counts counts = report.counts();
    Map<String, Object> journal = journal(report, counts, seconds);
    journal.putAll(account);
    root.put("journal", journal);
    OffPolicyQuery question = report.question();
    Scenario scenario = question.scenario();
    root.put("method", scenario == null ? "row-wise" : "simulation");
    root.put("question", scenario == null ? question.target().title() : scenario.title());
    Map<String, Object> all = values(report.value(), counts, report);
    if (scenario != null) {
      all.put("as_it_is", simulated(report.simulated(KeyResult::asItIs)));
      all.put("changed", simulated(report.simulated(KeyResult::changed)));
      all.put("rejection_replay", replay(report.replay()));
    }
    root.put("all", all);
    List<Object> tenants = new ArrayList<>();
    for (KeyResult key : report.keys()) {
      Map<String, Object> tenant = new LinkedHashMap<>();
      tenant.put("key", key.key());
      tenant.put("target", number(key.target()));
      tenant.put("decisions", key.counts().decisions());
      tenant.putAll(values(key.value(), key.counts(), report));
      if (scenario != null) {
        tenant.put("as_it_is", simulated(key.asItIs()));
        tenant.put("changed", simulated(key.changed()));
        tenant.put("rejection_replay", replay(key.replay()));
      }
      tenants.add(tenant);
    }
    root.put("tenants", tenants);
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> journal(
      JournalEvaluation.Report report, Counts counts, double seconds) {
    Map<String, Object> journal = new LinkedHashMap<>();
    journal.put("files", report.files());
    journal.put("rows", report.rows());
    journal.put("decisions", counts.decisions());
    journal.put("judged_decisions", counts.judged());
    Map<String, Object> excluded = new LinkedHashMap<>();
    for (Exclusion why : Exclusion.values()) {
      excluded.put(why.name().toLowerCase(Locale.ROOT), counts.excluded(why));
    }
    journal.put("excluded", excluded);
    journal.put("judgements", counts.judgements());
    Map<String, Object> uses = new LinkedHashMap<>();
    counts.uses().forEach((use, n) -> uses.put(use.name().toLowerCase(Locale.ROOT), n));
    journal.put("judgements_read_as", uses);
    if (counts.words() > 0) {
      Map<String, Object> judge = new LinkedHashMap<>();
      judge.put("words", counts.words());
      judge.put("words_weighed", counts.weighedWords());
      judge.put("pairs", report.fit().judged().judge().pairs());
      journal.put("judge", judge);
    }
    Map<String, Object> outcomes = new LinkedHashMap<>();
    for (OutcomeClass outcome : OutcomeClass.values()) {
      outcomes.put(outcome.name().toLowerCase(Locale.ROOT), counts.outcomes(outcome));
    }
    journal.put("outcomes", outcomes);
    journal.put("seconds", seconds);
    return journal;
  }

  private static Map<String, Object> values(
      KeyValue value, Counts counts, JournalEvaluation.Report report) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("satisfaction", valuation(value.satisfied(counts, report.fit().judged().judge())));
    values.put("cost_usd", valuation(value.paid()));
    return values;
  }

  private static Map<String, Object> valuation(Valuation valuation) {
    Support support = valuation.support();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", support.rows());
    json.put("effective_sample_size", number(support.effective()));
    json.put("missing_support", number(support.missing()));
    json.put("mean_weight", number(support.meanWeight()));
    json.put("mean_weight_error", number(support.weightError()));
    json.put("refusal", valuation.refusal().orElse(null));
    json.put("logged", estimate(valuation.logged()));
    Map<String, Object> estimates = new LinkedHashMap<>();
    valuation
        .estimates()
        .forEach(e -> estimates.put(e.estimator().name().toLowerCase(Locale.ROOT), estimate(e)));
    json.put("estimates", estimates);
    return json;
  }

  private static Map<String, Object> estimate(Estimate estimate) {
    return range(estimate.value(), estimate.low(), estimate.high());
  }

  private static Map<String, Object> simulated(Simulated simulated) {
    if (simulated == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("requests", simulated.requests());
    Simulated.Range satisfaction = simulated.satisfaction();
    Simulated.Range cost = simulated.cost();
    json.put("satisfaction", range(satisfaction.mean(), satisfaction.low(), satisfaction.high()));
    json.put("cost_usd", range(cost.mean(), cost.low(), cost.high()));
    return json;
  }

  private static Map<String, Object> replay(Accepted replay) {
    if (replay == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", replay.rows());
    json.put("accepted", replay.accepted());
    json.put("satisfaction", number(replay.satisfied() / replay.judged()));
    json.put("cost_usd", number(replay.costUsd() / replay.paid()));
    return json;
  }

  private static Map<String, Object> range(double value, double low, double high) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", number(value));
    json.put("low", number(low));
    json.put("high", number(high));
    return json;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
