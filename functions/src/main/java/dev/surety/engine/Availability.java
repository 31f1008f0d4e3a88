package dev.surety.engine;

import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Decision.Reason;
import dev.surety.policy.Choice;
import dev.surety.policy.Question;
import dev.surety.policy.RoutingPolicy;

/**
 * Keeps models that fail at present from a key's policy, whichever that is: those that fail the key
 * itself ({@link ModelHealth}), and those that fail many tenants ({@link
 * dev.surety.policy.health.PoolHealth}). It chooses among the others, and a coin of its own makes
 * some requests probes of one of them. So with q the chance of a probe of any kind, the others'
 * propensities are {@code 1 - q} times those that the policy gives them, that of a model that is
 * kept from it is the chance of its probe, and they sum to 1. A model that is half-open for all is
 * probed as often as the configuration says, one that is open never.
 *
 * <p>Where all candidates fail, those that fail least are the policy's to choose among: half-open
 * before open, and of the same those that failed the key least.
 *
 * <p>Not thread-safe: scratch is kept between requests.
 */
final class Availability {

  private final Choice among = new Choice();

  /** By candidate: its place among those that the policy chooses among, or -1. */
  private int[] place = {};

  private boolean probed;

  private boolean all;

  /** Whether the policy was offered a candidate of the last request. */
  boolean offered(int candidate) {
    return all || place[candidate] >= 0;
  }

  /** Whether the last choice was a probe. */
  boolean probed() {
    return probed;
  }

  /** Chooses for one request. */
  void route(
      RouterState state,
      RoutingPolicy policy,
      Candidates candidates,
      Question question,
      Choice choice) {
    ModelHealth health = state.account().health;
    probed = false;
    boolean well = health.slots() == 0 && candidates.oneIn == null;
    int offered = well ? question.size() : offer(health, candidates);
    all = offered == question.size();
    if (all) {
      policy.route(state.memory(), question, choice);
      return;
    }
    among.reset(offered);
    policy.route(state.memory(), part(question, offered), among);
    double probing = spread(state, policy, candidates, question, choice, offered);
    double drawn = question.chance().uniform(Purpose.PROBE);
    if (drawn < probing) {
      probe(state, policy, question, choice, drawn);
    }
  }

  /** Finds those that the policy is offered: what does not fail, or else what fails least. */
  private int offer(ModelHealth health, Candidates candidates) {
    int size = candidates.size();
    if (place.length < size) {
      place = new int[size];
    }
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, level(health, candidates, i));
    }
    int most = Math.max(least, ModelHealth.FAILING - 1);
    int offered = 0;
    for (int i = 0; i < size; i++) {
      place[i] = level(health, candidates, i) <= most ? offered++ : -1;
    }
    return offered;
  }

  /** How badly a candidate fails: all tenants first, then the key. */
  private static int level(ModelHealth health, Candidates candidates, int i) {
    int own = health.level(candidates.slots[i]);
    if (candidates.isClosed(i)) {
      return own;
    }
    return own + (candidates.oneIn[i] > 0 ? 1 : 2) * (ModelHealth.WORST + 1);
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
      RouterState state,
      RoutingPolicy policy,
      Candidates candidates,
      Question question,
      Choice choice,
      int offered) {
    Account account = state.account();
    int failing = failing(candidates);
    double worst = Double.NEGATIVE_INFINITY;
    for (double score : among.score) {
      worst = Math.max(worst, score);
    }
    double probing = 0;
    for (int i = 0; i < question.size(); i++) {
      if (place[i] < 0) {
        int slot = question.slots()[i];
        choice.propensity[i] =
            candidates.isClosed(i)
                ? account.health.probeChance(account, slot, failing)
                : candidates.oneIn[i] > 0 ? 1.0 / candidates.oneIn[i] : 0;
        probing += choice.propensity[i];
        choice.score[i] = worst + 1 + level(account.health, candidates, i);
        choice.satisfaction[i] = policy.belief(state.memory(), slot).satisfaction();
      }
    }
    double bound = probing > ModelHealth.MOST ? ModelHealth.MOST / probing : 1;
    probing *= bound;
    for (int i = 0; i < question.size(); i++) {
      int at = place[i];
      if (at < 0) {
        choice.propensity[i] *= bound;
        choice.exploration[i] = choice.propensity[i];
      } else {
        choice.propensity[i] = (1 - probing) * among.propensity[at];
        choice.exploration[i] = (1 - probing) * among.exploration[at];
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

  /** How many are kept from the policy by the key's own errors alone. */
  private int failing(Candidates candidates) {
    int failing = 0;
    for (int i = 0; i < candidates.size(); i++) {
      failing += place[i] < 0 && candidates.isClosed(i) ? 1 : 0;
    }
    return failing;
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
