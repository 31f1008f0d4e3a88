package dev.surety.engine;

import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Notice;
import dev.surety.policy.Choice;
import dev.surety.policy.Question;

/**
 * Keeps a policy, whichever that is, to the pace of a budget. Where its choice is expected to cost
 * more than what is left over the requests still to come, the request goes to the mixture of two
 * models that satisfies most for that money ({@link BudgetMixture}), so quality gives way smoothly
 * and no further than it must. Each model is hoped to satisfy as often as is believed and a
 * standard error more, in a tenth of the requests a larger one: what is little known is tried while
 * it may be worth its money, and learnt of by being asked, so no wrong belief holds itself up. What
 * some requests don't use up of the pace is for the others ({@link BudgetBooks#lift}). A fiftieth
 * stays the policy's own. Propensities are those of all this together, and sum to 1.
 *
 * <p>Not thread-safe: scratch is kept between requests.
 */
final class BudgetPace {

  /** Share of requests in which the policy's own choice stands. */
  private static final double OWN = 0.02;

  /** Standard errors by which a model is hoped to be better than is believed. */
  private static final double HOPE = 1;

  /** The same in some requests, and in how many: what has begun with bad luck is tried again. */
  private static final double HIGH_HOPE = 2.5;

  private static final double HIGH = 0.1;

  /** Standard error of a rate of which nothing is known, as of two labels of each kind. */
  private static final double UNKNOWN_ERROR = 0.25;

  private final BudgetMixture hoped = new BudgetMixture();
  private final BudgetMixture highlyHoped = new BudgetMixture();

  private double[] worth = {};
  private double[] error = {};
  private boolean[] open = {};
  private int floor;

  /**
   * Whether any model can be paid of what is left.
   *
   * @param costUsd expected, by candidate
   */
  static boolean canBePaid(double leftUsd, double[] costUsd) {
    for (double cost : costUsd) {
      if (cost <= leftUsd) {
        return true;
      }
    }
    return false;
  }

  /**
   * Changes a choice that costs more than the pace allows.
   *
   * @param costUsd expected, by candidate
   */
  void keep(
      RouterState state,
      TenantConfig config,
      Availability availability,
      Question question,
      Choice choice,
      double[] costUsd) {
    Account account = state.account();
    BudgetBooks books = BudgetLimits.pacing(account, config);
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
    if (config.sharedBudget() != null) {
      account.shared.want(expected);
    }
    double allowed = pace * books.lift;
    if (expected <= allowed && !unpayable && !(choice.queryAll && all > most)) {
      books.spend(expected, pace);
      return;
    }
    state.raise(Notice.BUDGET_PACED);
    collect(availability, costUsd, most);
    value(state, config, question, choice, costUsd);
    // A tier may plan for more than it is granted so far: no pace goes past what may be spent.
    double usd = Math.min(allowed * (1 - OWN), most);
    mix(costUsd, Math.max(usd, costUsd[floor]));
    double own = choice.queryAll ? 0 : OWN * Math.min(1, allowed / expected);
    int chosen = draw(question, choice, own, costUsd, most);
    double moved = 0;
    for (int i = 0; i < costUsd.length; i++) {
      boolean payable = costUsd[i] <= most;
      moved += payable ? 0 : own * choice.propensity[i];
      choice.propensity[i] = payable ? own * choice.propensity[i] : 0;
    }
    choice.propensity[floor] += moved;
    hoped.addTo(choice.propensity, (1 - own) * (1 - HIGH));
    highlyHoped.addTo(choice.propensity, (1 - own) * HIGH);
    double spent = 0;
    for (int i = 0; i < costUsd.length; i++) {
      spent += choice.propensity[i] * costUsd[i];
    }
    books.spend(spent, pace);
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

  private int draw(Question question, Choice choice, double own, double[] costUsd, double most) {
    double drawn = question.chance().uniform(Purpose.BUDGET);
    if (drawn < own) {
      return costUsd[choice.chosen] > most ? floor : choice.chosen;
    }
    double left = (drawn - own) / (1 - own);
    return left < HIGH ? highlyHoped.draw(left / HIGH) : hoped.draw((left - HIGH) / (1 - HIGH));
  }

  /**
   * Finds what may be mixed: what can be paid and does not fail at present, or else what can be
   * paid; and the cheapest of it.
   */
  private void collect(Availability availability, double[] costUsd, double most) {
    int size = costUsd.length;
    if (open.length < size) {
      open = new boolean[size];
      worth = new double[size];
      error = new double[size];
    }
    floor = -1;
    for (int i = 0; i < size; i++) {
      open[i] = costUsd[i] <= most && availability.offered(i);
      floor = open[i] && (floor < 0 || costUsd[i] < costUsd[floor]) ? i : floor;
    }
    if (floor >= 0) {
      return;
    }
    floor = 0;
    for (int i = 0; i < size; i++) {
      open[i] = costUsd[i] <= most;
      floor = costUsd[i] < costUsd[floor] ? i : floor;
    }
    open[floor] = true;
  }

  /** What is believed of each candidate, and the error of that. */
  private void value(
      RouterState state, TenantConfig config, Question question, Choice choice, double[] costUsd) {
    double dearest = Double.MIN_VALUE;
    for (double cost : costUsd) {
      dearest = Math.max(dearest, cost);
    }
    for (int i = 0; i < costUsd.length; i++) {
      double believed = choice.satisfaction[i];
      if (Double.isNaN(believed)) {
        // Where a policy estimates nothing, what costs more is taken to be better.
        worth[i] = costUsd[i] / dearest;
        error[i] = 0;
      } else {
        double known = config.policy().error(state.memory(), choice.bucket, question.slots()[i]);
        worth[i] = believed;
        error[i] = Double.isNaN(known) ? UNKNOWN_ERROR : known;
      }
    }
  }

  private void mix(double[] costUsd, double usd) {
    hope(costUsd.length, HOPE);
    hoped.solve(costUsd, open, worth, usd);
    hope(costUsd.length, HIGH_HOPE - HOPE);
    highlyHoped.solve(costUsd, open, worth, usd);
  }

  private void hope(int size, double errors) {
    for (int i = 0; i < size; i++) {
      worth[i] += errors * error[i];
    }
  }
}
