package dev.surety.policy.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Plans what is left of a tenant's budget by what its tiers ask for. No tier is meant to have more
 * than it would spend without a budget as long as another lacks something, and above that a request
 * costs the same in all of them at most: the level at which all money is planned (water-filling).
 */
final class SpendingPlan {

  /** Part of a window after which the word of a tier that is silent counts half. */
  private static final double FADES = 1.0 / 16;

  /** What a tier asks for, as far as its word still counts. */
  private record Ask(TierAccount account, double requests) {

    double usd() {
      return account.wishUsd() * requests;
    }
  }

  private SpendingPlan() {}

  /**
   * Sets what is planned for each tier.
   *
   * @return by how much of the money the plan has changed, USD
   */
  static double of(LeaseBook book) {
    double half = Math.max(1, FADES * (book.end - book.begin));
    double left = book.terms.usd();
    List<Ask> asks = new ArrayList<>();
    Map<TierAccount, Double> before = new IdentityHashMap<>();
    for (TierAccount account : book.tiers.values()) {
      before.put(account, account.plannedUsd);
      asks.add(new Ask(account, account.comingRequests * account.weight(book.clock, half)));
      left -= account.spentUsd;
    }
    // What is granted can't be planned for others: who is meant to have less keeps that.
    for (boolean over = true; over; ) {
      plan(asks, Math.max(0, left));
      over = false;
      for (Iterator<Ask> each = asks.iterator(); book.terms.hard() && each.hasNext(); ) {
        TierAccount account = each.next().account();
        if (account.plannedUsd < account.grantedUsd) {
          account.plannedUsd = account.grantedUsd;
          left -= Math.max(0, account.grantedUsd - account.spentUsd);
          each.remove();
          over = true;
        }
      }
    }
    double changed = 0;
    for (Map.Entry<TierAccount, Double> was : before.entrySet()) {
      changed += Math.abs(was.getKey().plannedUsd - was.getValue());
    }
    return changed;
  }

  private static void plan(List<Ask> asks, double left) {
    double wanted = 0;
    double requests = 0;
    for (Ask ask : asks) {
      wanted += ask.usd();
      requests += ask.requests();
    }
    double level = wanted > left ? level(asks, requests, left) : Double.POSITIVE_INFINITY;
    double over = Math.max(0, left - wanted);
    for (Ask ask : asks) {
      TierAccount account = ask.account();
      double share = requests > 0 ? ask.requests() / requests : 1.0 / asks.size();
      account.plannedUsd =
          account.spentUsd + Math.min(account.wishUsd(), level) * ask.requests() + over * share;
    }
  }

  /** What a request may cost at most so that all of them cost so much. */
  private static double level(List<Ask> asks, double requests, double left) {
    asks.sort(Comparator.comparingDouble(ask -> ask.account().wishUsd()));
    double rest = left;
    double others = requests;
    for (Ask ask : asks) {
      if (others <= 0 || ask.account().wishUsd() * others >= rest) {
        break;
      }
      rest -= ask.usd();
      others -= ask.requests();
    }
    return others > 0 ? rest / others : 0;
  }
}
