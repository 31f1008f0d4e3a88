package dev.surety.tools.state;

import dev.surety.engine.Account;
import dev.surety.engine.Configuration;
import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenWindow;
import dev.surety.engine.Spending;
import dev.surety.tools.savepoint.KeyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of one key's state, whatever happened to it. */
final class KeyChecks {

  /** What sums of doubles in different orders may differ by, relative to their size. */
  private static final double ROUNDING = 1e-9;

  private final KeyState state;
  private final Account account;
  private final List<String> broken = new ArrayList<>();

  private KeyChecks(KeyState state) {
    this.state = state;
    account = state.account();
  }

  /** One sentence for each thing that doesn't hold; none if all is well. */
  static List<String> check(KeyState state, Configuration configuration) {
    KeyChecks checks = new KeyChecks(state);
    checks.debt();
    checks.counts();
    checks.openDecisions();
    checks.models();
    CostChecks.check(state.learner()).forEach(checks.broken::add);
    if (checks.broken.isEmpty()) {
      checks.beliefs(KeyReport.of(state, configuration));
    }
    return checks.broken;
  }

  private void debt() {
    require(account.queue >= 0, "the queue is " + account.queue);
    for (double sum :
        new double[] {
          account.queue,
          account.bookedTarget,
          account.bookedSatisfaction,
          account.satisfactionSum,
          account.satisfactionSquares,
          account.delivery.sum(),
          account.delivery.judged.promised,
          account.delivery.closed.promised,
          account.pending[0].sum,
          account.pending[1].sum,
          account.costUsd,
          account.expectedCostUsd,
          account.bestSingleCostUsd,
          account.spentUsd,
          account.judge.todayUsd,
          account.judge.spentUsd,
          account.bestUsd
        }) {
      require(Double.isFinite(sum), "a sum of the account is " + sum);
    }
    double lacking = account.bookedTarget - account.bookedSatisfaction;
    double rounding = ROUNDING * (1 + account.bookedTarget + Math.abs(account.bookedSatisfaction));
    require(
        account.queue >= lacking - rounding,
        "the queue is " + account.queue + " though the books lack " + lacking);
  }

  private void counts() {
    long decisions = Arrays.stream(account.decisions).sum();
    require(
        decisions == account.requests,
        "%d decisions by model for %d requests".formatted(decisions, account.requests));
    long feedback = Arrays.stream(account.outcomes).sum();
    require(
        account.labels <= feedback,
        "%d judgements from %d feedback records".formatted(account.labels, feedback));
    require(
        account.requests + feedback <= account.seq,
        "%d requests and %d feedback records in %d events"
            .formatted(account.requests, feedback, account.seq));
    require(account.explored <= account.requests, "more decisions explored than made");
    require(account.samples >= 0 && account.dropped >= 0, "a count is below 0");
    require(
        account.delivery.labels() <= account.delivery.answers(),
        "%d of %d answers are judged"
            .formatted(account.delivery.labels(), account.delivery.answers()));
  }

  private void openDecisions() {
    boolean known = account.presentMap == 0 || account.presentMap == 1;
    require(known, "the present map is " + account.presentMap);
    if (!known) {
      return;
    }
    open("present", account.presentMap, account.openPresent);
    open("past", 1 - account.presentMap, account.openPast);
    boolean money = account.moneyMap == 0 || account.moneyMap == 1;
    require(money, "the present map of money is " + account.moneyMap);
    if (money) {
      money("present", account.moneyMap, account.moneyPresent);
      money("past", 1 - account.moneyMap, account.moneyPast);
    }
    for (OpenWindow window : account.windows) {
      require(
          window == null
              || (window.answers >= 0
                  && Double.isFinite(window.target + window.satisfaction)
                  && Double.isFinite(window.satisfactionSquares)),
          "the sums of an open window are not numbers");
    }
  }

  private void open(String generation, int map, int counted) {
    int held = state.open().entries(map).size();
    require(
        held == counted,
        "%d open decisions in the %s map, counted are %d".formatted(held, generation, counted));
    int models = state.learner().models.size();
    for (OpenDecision open : state.open().entries(map).values()) {
      boolean slots = open.answeredBy < models;
      for (short slot : open.models) {
        slots &= slot >= 0 && slot < models;
      }
      for (short slot : open.fallbacks) {
        slots &= slot >= 0 && slot < models;
      }
      require(slots, "an open decision names a model that the key never met");
    }
  }

  private void money(String generation, int map, int counted) {
    int held = state.open().money(map).size();
    require(
        held == counted,
        "money of %d requests in the %s map, counted are %d".formatted(held, generation, counted));
    int models = state.learner().models.size();
    for (Spending spending : state.open().money(map).values()) {
      boolean slots = spending.best < models;
      boolean sums = Double.isFinite(spending.bestUsd);
      for (Spending.Answer answer : spending.answers) {
        slots &= answer.slot < models;
        sums &= answer.bookedUsd >= 0 && Double.isFinite(answer.bookedUsd);
      }
      require(slots, "money of a model that the key never met");
      require(sums, "money that is no amount");
    }
  }

  private void models() {
    Learner learner = state.learner();
    Set<String> names = new HashSet<>();
    for (int slot = 0; slot < learner.models.size(); slot++) {
      ModelTable.Row row = learner.models.row(slot);
      require(names.add(row.name), "model '" + row.name + "' is there twice");
      double price = row.inputUsdPerMtok + row.outputUsdPerMtok;
      require(price >= 0 && Double.isFinite(price), "model '" + row.name + "' costs " + price);
    }
    require(
        account.decisions.length <= learner.models.size(),
        "decisions of models that the key never met");
    require(
        learner.costs.slots() == learner.models.size(),
        "usage of %d models, met are %d".formatted(learner.costs.slots(), learner.models.size()));
    for (short slot : account.ranking) {
      require(slot >= 0 && slot < learner.models.size(), "a model is ranked that was never met");
    }
  }

  private void beliefs(KeyReport report) {
    require(Double.isFinite(report.debt()), "the policy's debt is " + report.debt());
    for (ModelReport model : report.models()) {
      double satisfaction = model.belief().satisfaction();
      require(
          Double.isNaN(model.belief().error()) || model.belief().error() >= 0,
          "a belief of '" + model.model() + "' has no error");
      require(
          report.policy() == null
              || Double.isNaN(satisfaction)
              || (satisfaction >= 0 && satisfaction <= 1),
          "'" + model.model() + "' is believed to satisfy " + satisfaction);
      require(
          !(model.costRatio() <= 0) && !Double.isInfinite(model.costRatio()),
          "the policy's cost of '" + model.model() + "' is " + model.costRatio() + " x its list");
      require(
          model.belief().labels() >= 0 && model.usualCostUsd() >= 0,
          "'" + model.model() + "' has counts or costs below 0");
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }
}
