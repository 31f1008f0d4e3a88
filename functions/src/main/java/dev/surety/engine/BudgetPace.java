package dev.surety.engine;

import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Notice;
import dev.surety.policy.Choice;
import dev.surety.policy.Question;

/**
 * Keeps a policy, whichever that is, to the pace of a budget. Where its choice is expected to cost
 * more than what is left over the requests still to come, the request goes to the mixture of two
 * models that satisfies most for that money, as far as the policy believes: the best answer to the
 * linear programme "satisfaction, subject to cost", so quality gives way smoothly and no further
 * than it must. A fiftieth stays the policy's own, so that it goes on learning. Propensities are
 * those of the mixture, and sum to 1.
 *
 * <p>Not thread-safe: scratch is kept between requests.
 */
final class BudgetPace {

  /** Share of requests in which the policy's own choice stands. */
  private static final double OWN = 0.02;

  private double[] worth = {};
  private int cheaper;
  private int dearer;
  private double share;

  /**
   * Whether any model can be paid of what is left.
   *
   * @param costUsd expected, by candidate
   */
  static boolean canBePaid(double leftUsd, double[] costUsd) {
    return costUsd[cheapest(costUsd)] <= leftUsd;
  }

  /** Changes a choice that costs more than the pace allows. */
  void keep(
      RouterState state, TenantConfig config, Question question, Choice choice, double[] costUsd) {
    Account account = state.account();
    double pace = BudgetLimits.paceUsd(account, config);
    double most = BudgetLimits.mostUsd(account, config, account.clock);
    double expected = 0;
    double all = 0;
    boolean unpayable = false;
    for (int i = 0; i < costUsd.length; i++) {
      all += costUsd[i];
      expected += choice.propensity[i] * costUsd[i];
      unpayable |= choice.propensity[i] > 0 && costUsd[i] > most;
    }
    expected = choice.queryAll ? all : expected;
    if (config.share() != null) {
      account.shared.want(expected);
    }
    if (expected <= pace && !unpayable && !(choice.queryAll && all > most)) {
      return;
    }
    state.raise(Notice.BUDGET_PACED);
    int floor = cheapest(costUsd);
    // A tier may plan for more than it is granted so far: no pace goes past what may be spent.
    double usd = Math.min(pace * (1 - OWN), most);
    frontier(choice, costUsd, Math.max(usd, costUsd[floor]), most);
    double drawn = question.chance().uniform(Purpose.BUDGET);
    double own = choice.queryAll ? 0 : OWN * Math.min(1, pace / expected);
    int chosen = choice.chosen;
    if (drawn >= own) {
      chosen = (drawn - own) / (1 - own) < share ? dearer : cheaper;
    } else if (costUsd[chosen] > most) {
      chosen = floor;
    }
    double moved = 0;
    for (int i = 0; i < costUsd.length; i++) {
      boolean payable = costUsd[i] <= most;
      moved += payable ? 0 : own * choice.propensity[i];
      choice.propensity[i] = payable ? own * choice.propensity[i] : 0;
    }
    choice.propensity[floor] += moved;
    choice.propensity[cheaper] += (1 - own) * (1 - share);
    choice.propensity[dearer] += (1 - own) * share;
    if (chosen != choice.chosen || choice.queryAll) {
      config
          .policy()
          .answered(state.memory(), question.slots()[choice.chosen], question.slots()[chosen]);
      choice.chosen = chosen;
      choice.queryAll = false;
      choice.labelValueUsd = Double.NaN;
      choice.labelProbability = Double.NaN;
    }
  }

  private static int cheapest(double[] costUsd) {
    int cheapest = 0;
    for (int i = 1; i < costUsd.length; i++) {
      cheapest = costUsd[i] < costUsd[cheapest] ? i : cheapest;
    }
    return cheapest;
  }

  /** The two models that satisfy most for so much money, and the share of the dearer one. */
  private void frontier(Choice choice, double[] costUsd, double usd, double most) {
    worth = worth.length < costUsd.length ? new double[costUsd.length] : worth;
    double dearest = 0;
    for (double cost : costUsd) {
      dearest = Math.max(dearest, cost);
    }
    for (int i = 0; i < costUsd.length; i++) {
      // Where a policy estimates nothing, what costs more is taken to be better.
      double believed = choice.satisfaction[i];
      worth[i] =
          Double.isNaN(believed) ? costUsd[i] / Math.max(dearest, Double.MIN_VALUE) : believed;
    }
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < costUsd.length; i++) {
      if (costUsd[i] > usd) {
        continue;
      }
      if (worth[i] > best) {
        best = worth[i];
        cheaper = i;
        dearer = i;
        share = 0;
      }
      for (int j = 0; j < costUsd.length; j++) {
        if (costUsd[j] > usd && costUsd[j] <= most) {
          double part = (usd - costUsd[i]) / (costUsd[j] - costUsd[i]);
          double mixed = worth[i] + part * (worth[j] - worth[i]);
          if (mixed > best) {
            best = mixed;
            cheaper = i;
            dearer = j;
            share = part;
          }
        }
      }
    }
  }
}
