package dev.surety.engine;

import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Decision.Reason;
import dev.surety.policy.Choice;
import dev.surety.policy.Question;
import dev.surety.policy.RoutingPolicy;

/**
 * Keeps models that fail a key at present ({@link ModelHealth}) from its policy, whichever that is:
 * it chooses among the others, and a coin of its own makes some requests probes of a failing one.
 * So with q the chance of a probe of any kind, the others' propensities are {@code 1 - q} times
 * those that the policy gives them, a failing model's is the chance of its probe, and they sum to
 * 1.
 *
 * <p>Where all candidates fail, those that fail least are the policy's to choose among.
 *
 * <p>Not thread-safe: scratch is kept between requests.
 */
final class Availability {

  private final Choice among = new Choice();

  /** By candidate: its place among those that the policy chooses among, or -1. */
  private int[] place = {};

  private boolean probed;

  /** Whether the last choice was a probe. */
  boolean probed() {
    return probed;
  }

  /** Chooses for one request. */
  void route(RouterState state, RoutingPolicy policy, Question question, Choice choice) {
    ModelHealth health = state.account().health;
    probed = false;
    int offered = health.slots() == 0 ? question.size() : offer(health, question.slots());
    if (offered == question.size()) {
      policy.route(state.memory(), question, choice);
      return;
    }
    among.reset(offered);
    policy.route(state.memory(), part(question, offered), among);
    double probing = spread(state, policy, question, choice, offered);
    double drawn = question.chance().uniform(Purpose.PROBE);
    if (drawn < probing) {
      probe(state, policy, question, choice, drawn);
    }
  }

  /** Finds those that the policy is offered: what does not fail, or else what fails least. */
  private int offer(ModelHealth health, int[] slots) {
    if (place.length < slots.length) {
      place = new int[slots.length];
    }
    int least = ModelHealth.WORST;
    for (int slot : slots) {
      least = Math.min(least, health.level(slot));
    }
    int most = Math.max(least, ModelHealth.FAILING - 1);
    int offered = 0;
    for (int i = 0; i < slots.length; i++) {
      place[i] = health.level(slots[i]) <= most ? offered++ : -1;
    }
    return offered;
  }

  private Question part(Question question, int offered) {
    int[] slots = new int[offered];
    String[] models = new String[offered];
    double[] cost = new double[offered];
    double[] usualCost = new double[offered];
    for (int i = 0; i < question.size(); i++) {
      int at = place[i];
      if (at >= 0) {
        slots[at] = question.slots()[i];
        models[at] = question.models()[i];
        cost[at] = question.cost()[i];
        usualCost[at] = question.usualCost()[i];
      }
    }
    int held = question.held() < 0 ? -1 : place[question.held()];
    return question.among(slots, models, cost, usualCost, held);
  }

  /**
   * Writes the policy's answer into the choice among all, behind it the failing ones.
   *
   * @return chance that the request is a probe
   */
  private double spread(
      RouterState state, RoutingPolicy policy, Question question, Choice choice, int offered) {
    Account account = state.account();
    int failing = question.size() - offered;
    double worst = Double.NEGATIVE_INFINITY;
    for (double score : among.score) {
      worst = Math.max(worst, score);
    }
    double probing = 0;
    for (int i = 0; i < question.size(); i++) {
      if (place[i] < 0) {
        int slot = question.slots()[i];
        choice.propensity[i] = account.health.probeChance(account, slot, failing);
        probing += choice.propensity[i];
        choice.score[i] = worst + 1 + account.health.level(slot);
        choice.satisfaction[i] = policy.belief(state.memory(), slot).satisfaction();
      }
    }
    double bound = probing > ModelHealth.MOST ? ModelHealth.MOST / probing : 1;
    probing *= bound;
    for (int i = 0; i < question.size(); i++) {
      int at = place[i];
      if (at < 0) {
        choice.propensity[i] *= bound;
      } else {
        choice.propensity[i] = (1 - probing) * among.propensity[at];
        choice.score[i] = among.score[at];
        choice.satisfaction[i] = among.satisfaction[at];
        choice.chosen = at == among.chosen ? i : choice.chosen;
        choice.greedy = at == among.greedy ? i : choice.greedy;
      }
    }
    choice.queryAll = among.queryAll;
    choice.bucket = among.bucket;
    choice.learned = among.learned;
    choice.reason = among.reason;
    choice.exploreProbability = probing + (1 - probing) * among.exploreProbability;
    choice.v = among.v;
    choice.catchingUp = among.catchingUp;
    choice.labelValueUsd = among.labelValueUsd;
    choice.labelProbability = among.labelProbability;
    return probing;
  }

  /** The policy has served another model by now: that one gave the answer after all. */
  private void probe(
      RouterState state, RoutingPolicy policy, Question question, Choice choice, double drawn) {
    int probedAt = -1;
    double left = drawn;
    for (int i = 0; i < question.size() && left >= 0; i++) {
      if (place[i] < 0 && choice.propensity[i] > 0) {
        probedAt = i;
        left -= choice.propensity[i];
      }
    }
    policy.answered(state.memory(), question.slots()[choice.chosen], question.slots()[probedAt]);
    choice.chosen = probedAt;
    choice.queryAll = false;
    choice.reason = Reason.EXPLORE;
    choice.labelValueUsd = Double.NaN;
    choice.labelProbability = Double.NaN;
    probed = true;
  }
}
