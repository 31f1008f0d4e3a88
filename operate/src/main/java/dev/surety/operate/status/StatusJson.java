package dev.surety.operate.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.BudgetStanding;
import dev.surety.domain.Certified;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.JudgeStanding;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.output.terminal.BoughtWords;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.CertifiedWords;
import dev.surety.output.terminal.DeadlineWords;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The board for machines and for the page. What is not known is left out. */
final class StatusJson {

  /** Points of a path and spans of the hour, at most. */
  static final int MOST_POINTS = 120;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Board board;
  private final ObjectNode root = JSON.createObjectNode();

  private StatusJson(Board board) {
    this.board = board;
  }

  /**
   * @param tenant only this one, or {@code null}
   * @param find only keys that have this in their name, small and capital letters alike; may be
   *     empty
   * @param most tenants that are written, of all that are counted
   * @param now epoch milliseconds
   */
  static ObjectNode of(Board board, String tenant, String find, int most, long now) {
    StatusJson status = new StatusJson(board);
    String wanted = find.toLowerCase(Locale.ROOT);
    List<KeyStatus> keys =
        board.keys(tenant).stream()
            .filter(k -> k.standing().key().key().toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    status.head(now);
    status.totals(keys);
    status.hour();
    ArrayNode tenants = status.root.putArray("tenants");
    keys.stream().limit(most).forEach(key -> tenant(tenants.addObject(), key));
    return status.root;
  }

  private void head(long now) {
    root.put("time", Instant.ofEpochMilli(now).toString());
    if (board.newest() > Long.MIN_VALUE) {
      root.put("newest", Instant.ofEpochMilli(board.newest()).toString());
    }
    root.put("unreadable", board.unreadable());
    if (board.stopped() != null) {
      root.put("stopped", board.stopped());
    }
  }

  private void totals(List<KeyStatus> keys) {
    ObjectNode totals = root.putObject("totals");
    totals.put("keys", keys.size());
    for (Verdict verdict : Verdict.values()) {
      totals.put(word(verdict), keys.stream().filter(k -> k.verdict() == verdict).count());
    }
    totals.put("catching_up", keys.stream().filter(k -> k.standing().catchingUp()).count());
    totals.put("infeasible", keys.stream().filter(k -> k.standing().infeasible()).count());
    totals.put("requests", keys.stream().mapToLong(k -> k.standing().requests()).sum());
    totals.put("labels", keys.stream().mapToLong(k -> k.standing().labels()).sum());
    totals.put("explored", keys.stream().mapToLong(k -> k.standing().explored()).sum());
    double expected = 0;
    double best = 0;
    double cost = 0;
    double spent = 0;
    double bestSpent = 0;
    double owed = 0;
    for (KeyStatus key : keys) {
      Standing standing = key.standing();
      cost += known(standing.costUsd());
      expected += known(standing.expectedCostUsd());
      best += known(standing.bestSingleCostUsd());
      spent += known(standing.spentUsd());
      bestSpent += known(standing.bestSpentUsd());
      owed += Math.max(0, known(standing.queue()));
    }
    number(totals, "cost_usd", cost);
    number(totals, "expected_cost_usd", expected);
    number(totals, "best_single_cost_usd", best);
    number(totals, "saved", Standing.saved(spent, bestSpent));
    number(totals, "queue", owed);
    judge(
        totals,
        keys.stream()
            .map(key -> key.standing().judge())
            .filter(Objects::nonNull)
            .reduce(JudgeStanding::plus)
            .orElse(null));
  }

  private static double known(double amount) {
    return Double.isFinite(amount) ? amount : 0;
  }

  private void hour() {
    ArrayNode hour = root.putArray("hour");
    for (Pace.Step step : board.pace(MOST_POINTS)) {
      ObjectNode span = hour.addObject();
      span.put("time", step.time());
      span.put("requests", step.requests());
      number(span, "spent_usd", step.spentUsd());
      number(span, "best_spent_usd", step.bestUsd());
    }
  }

  private static void tenant(ObjectNode json, KeyStatus key) {
    Standing standing = key.standing();
    json.put("tenant", standing.key().tenant());
    json.put("tier", standing.key().tier());
    json.put("verdict", word(key.verdict()));
    json.put("policy", standing.policy());
    json.put("time", Instant.ofEpochMilli(standing.time()).toString());
    json.put("seen", Instant.ofEpochMilli(key.seen()).toString());
    number(json, "target", standing.target());
    Interval delivered = key.delivered();
    number(json, "satisfaction", delivered.mean());
    number(json, "satisfaction_low", delivered.low());
    number(json, "satisfaction_high", delivered.high());
    number(json, "floor", standing.floor());
    certified(json, standing.certified());
    judge(json, standing.judge());
    budget(json, standing.budget());
    deadline(json, standing.deadline());
    tenantBudget(json, standing.tenantBudget());
    json.put("judged", delivered.count());
    json.put("observed", key.isObserved());
    number(json, "queue", standing.queue());
    json.put("catching_up", standing.catchingUp());
    json.put("infeasible", standing.infeasible());
    json.put("requests", standing.requests());
    json.put("labels", standing.labels());
    json.put("explored", standing.explored());
    number(json, "cost_usd", standing.costUsd());
    number(json, "expected_cost_usd", standing.expectedCostUsd());
    number(json, "best_single_cost_usd", standing.bestSingleCostUsd());
    number(json, "spent_usd", standing.spentUsd());
    number(json, "best_spent_usd", standing.bestSpentUsd());
    number(json, "saved", key.saved());
    json.put("best", standing.best());
    standing.fallbacks().forEach(json.putArray("fallbacks")::add);
    ObjectNode models = json.putObject("models");
    standing.models().forEach(models::put);
    ObjectNode notices = json.putObject("notices");
    standing.notices().forEach(notices::put);
    ObjectNode unknown = json.putObject("unknown_models");
    standing.unknownModels().forEach(unknown::put);
    ObjectNode failures = json.putObject("failures");
    standing.failures().forEach(failures::put);
    ArrayNode failing = json.putArray("failing");
    standing.failing().forEach(failing::add);
    standing.down().forEach(json.putArray("down")::add);
    standing.draining().forEach(json.putArray("draining")::add);
    if (standing.allowed() != null) {
      standing.allowed().forEach(json.putArray("allowed")::add);
    }
    standing.open().forEach(json.putArray("open")::add);
    standing.halfOpen().forEach(json.putArray("half_open")::add);
    path(json.putArray("path"), key.path());
  }

  private static void judge(ObjectNode json, JudgeStanding judge) {
    if (judge != null) {
      ObjectNode object = json.putObject("judge");
      object.put("bought", judge.bought());
      object.put("words", judge.words());
      number(object, "spent_usd", judge.spentUsd());
      number(object, "today_usd", judge.todayUsd());
      number(object, "budget_usd", judge.budgetUsd());
      number(object, "price_usd", judge.priceUsd());
      object.put("used_up", judge.isUsedUp());
      object.put("text", BoughtWords.of(judge));
    }
  }

  private static void certified(ObjectNode json, Certified certified) {
    if (certified != null) {
      ObjectNode object = json.putObject("certified");
      number(object, "at_least", certified.atLeast());
      object.put("words", CertifiedWords.of(certified));
    }
  }

  private static void tenantBudget(ObjectNode json, TenantBudgetStanding budget) {
    if (budget != null) {
      ObjectNode object = json.putObject("tenant_budget");
      number(object, "usd", budget.terms().usd());
      number(object, "spent_usd", budget.spentUsd());
      number(object, "granted_usd", budget.grantedUsd());
      number(object, "planned_usd", budget.plannedUsd());
      object.put("words", BudgetWords.of(budget));
    }
  }

  private static void budget(ObjectNode json, BudgetStanding budget) {
    if (budget != null) {
      ObjectNode object = json.putObject("budget");
      number(object, "usd", budget.terms().usd());
      number(object, "spent_usd", budget.spentUsd());
      object.put("words", BudgetWords.of(budget));
    }
  }

  private static void deadline(ObjectNode json, DeadlineStanding deadline) {
    if (deadline != null) {
      ObjectNode object = json.putObject("deadline");
      number(object, "share", deadline.terms().share());
      number(object, "in_time", deadline.inTime());
      number(object, "debt", deadline.debt());
      object.put("infeasible", deadline.infeasible());
      object.put("words", DeadlineWords.of(deadline));
    }
  }

  /** Rows of time, satisfaction (or null) and queue; every n-th point from the newest back. */
  private static void path(ArrayNode rows, List<KeyStatus.Point> path) {
    int stride = Math.max(1, (path.size() + MOST_POINTS - 1) / MOST_POINTS);
    for (int i = (path.size() - 1) % stride; i >= 0 && i < path.size(); i += stride) {
      KeyStatus.Point point = path.get(i);
      ArrayNode row = rows.addArray().add(point.time());
      if (Double.isFinite(point.satisfaction())) {
        row.add(rounded(point.satisfaction()));
      } else {
        row.addNull();
      }
      row.add(rounded(known(point.queue())));
    }
  }

  private static void number(ObjectNode json, String name, double value) {
    if (Double.isFinite(value)) {
      json.put(name, value);
    }
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
