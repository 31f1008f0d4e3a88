package dev.surety.engine;

import dev.surety.engine.Spending.Answer;

/**
 * What the router saves, reckoned from what was paid. Two sums of an {@link Account} say it: {@code
 * spentUsd}, what its decisions cost, and {@code bestUsd}, what they would have cost had the best
 * model answered each; saved is the second less the first ({@code domain.Standing} tells the
 * share). Both are as expected when a decision is made. As soon as money of its answers is
 * reported, what was paid takes the place of the first, and of the second what the best model's
 * answer would usually have cost, times what was paid over what is usual for the model that
 * answered: a long answer is long whoever gives it. So a decision counts as paid where that is
 * known, as expected where it is not, and never as both.
 *
 * <p>Money that the router has no part in (answers without a decision, incumbents while it was only
 * watching) is booked, and is not in these sums.
 */
final class Savings {

  /** How much longer than usual an answer may be in place of the best model's. */
  private static final double LARGEST_SURPRISE = 10;

  private Savings() {}

  /**
   * A decision was made. Where it takes the place of one that was paid, what is paid from then on
   * is all that it costs.
   */
  static void decided(Account account, OpenDecision open) {
    account.expectedCostUsd += open.expectedAllUsd;
    account.bestSingleCostUsd += open.bestCostUsd;
    if (open.used != 0) {
      return;
    }
    account.spentUsd += open.expectedAllUsd;
    account.bestUsd += open.bestCostUsd;
  }

  /** Another decision takes the place of one of whose answers no money was reported yet. */
  static void withdraw(Account account, OpenDecision open) {
    account.spentUsd -= open.expectedAllUsd;
    account.bestUsd -= open.bestCostUsd;
  }

  /** Whether money of the answer at a position is what a decision costs. */
  static boolean counts(OpenDecision open, int position) {
    return open != null
        && !open.isUnrouted()
        && open.best >= 0
        && (!open.isObserved() || position == 0);
  }

  /**
   * The first money of an answer came: what it was expected to cost no longer counts.
   *
   * @param again whether money of another attempt of the same model has come before
   */
  static void settle(
      Account account, Spending spending, OpenDecision open, Answer answer, boolean again) {
    if (answer.besides) {
      if (!again) {
        double besides = open.expectedAllUsd - open.expectedCostUsd;
        account.spentUsd -= besides / (open.models.length - 1);
      }
    } else if (!spending.settled) {
      spending.settled = true;
      spending.bestUsd = open.bestCostUsd;
      account.spentUsd -= open.expectedCostUsd;
    }
  }

  /**
   * The money of an answer moved. Only what is believed of it counts here: one that can't be right
   * would be all that is ever told of what was saved.
   *
   * @param usual what the answers of a model usually cost at the request's time
   */
  static void paid(Account account, Spending spending, double movedUsd, UsualCost usual) {
    account.spentUsd += movedUsd;
    if (!spending.settled) {
      return;
    }
    double best = 0;
    for (Answer answer : spending.answers) {
      if (!answer.besides) {
        best = Math.max(best, ofBest(spending.best, answer, usual));
      }
    }
    account.bestUsd += best - spending.bestUsd;
    spending.bestUsd = best;
  }

  /** What the answer would have cost by the best model. */
  private static double ofBest(int best, Answer answer, UsualCost usual) {
    if (answer.slot == best) {
      return answer.believedUsd;
    }
    double cost = usual.usd(best, answer.inputTokens);
    double own = answer.slot < 0 ? 0 : usual.usd(answer.slot, answer.inputTokens);
    double surprise = own > 0 ? answer.believedUsd / own : 1;
    return cost * Math.max(1 / LARGEST_SURPRISE, Math.min(LARGEST_SURPRISE, surprise));
  }

  /** What answers of a model usually cost. */
  @FunctionalInterface
  interface UsualCost {
    /**
     * @param inputTokens or {@link dev.surety.domain.RoutingRequest#UNKNOWN}
     */
    double usd(int slot, int inputTokens);
  }
}
