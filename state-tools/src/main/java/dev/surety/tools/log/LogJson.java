package dev.surety.tools.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.estimator.Interval;
import dev.surety.tools.log.LogEvaluation.Answer;
import dev.surety.tools.log.LogEvaluation.KeyAnswer;

/** The answers of a log for programs. */
final class LogJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LogJson() {}

  static String write(Answer answer) {
    ObjectNode json = JSON.createObjectNode();
    json.put("log", answer.log().getFileName().toString());
    json.put("assumption", LogText.assumption(answer.question().odds()));
    json.put("sensitivity_odds", answer.question().odds());
    json.set("all", key(answer.all()));
    ArrayNode keys = json.putArray("keys");
    answer.keys().forEach(key -> keys.add(key(key)));
    return json.toPrettyString();
  }

  private static ObjectNode key(KeyAnswer key) {
    LogTally tally = key.tally();
    ObjectNode json = JSON.createObjectNode();
    Interval satisfied = tally.labels.interval();
    json.put("key", tally.name);
    json.put("requests", tally.requests);
    json.put("labels", tally.labels.count);
    json.put("chosen_by_chance", tally.byChance);
    number(json, "cost_usd", tally.costUsd);
    number(json, "satisfaction", satisfied.mean());
    number(json, "satisfaction_low", satisfied.low());
    number(json, "satisfaction_high", satisfied.high());
    ArrayNode models = json.putArray("models");
    for (ModelValue model : key.models()) {
      ObjectNode one = models.addObject().put("model", model.model()).put("share", model.share());
      one.put("labels", model.labels()).put("evidence", model.evidence()).put("how", model.note());
      number(one, "satisfaction", model.satisfaction());
      number(one, "low", model.low());
      number(one, "high", model.high());
      number(one, "usd_a_request", model.cost().value());
      number(one, "usd_low", model.cost().low());
      number(one, "usd_high", model.cost().high());
    }
    ArrayNode promises = json.putArray("promises");
    for (PromiseCost promise : key.promises()) {
      ObjectNode one = promises.addObject().put("target", promise.target());
      number(one, "usd_a_request", promise.usd());
      number(one, "at_best", promise.least());
      number(one, "at_worst", promise.most());
    }
    return json;
  }

  private static void number(ObjectNode json, String name, double value) {
    if (Double.isNaN(value)) {
      json.putNull(name);
    } else {
      json.put(name, value);
    }
  }
}
