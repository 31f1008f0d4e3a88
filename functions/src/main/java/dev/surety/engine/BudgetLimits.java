package dev.surety.engine;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.TenantShare;

/** What a key's own budget and the one that its tenant's tiers share come to: the less of both. */
final class BudgetLimits {

  private BudgetLimits() {}

  /** Whether decisions are held to a budget. */
  static boolean bind(TenantConfig config) {
    return config.budget() != null || config.sharedBudget() != null;
  }

  /** Whether requests are refused past one. */
  static boolean areHard(TenantConfig config) {
    BudgetTerms own = config.budget();
    TenantShare share = config.sharedBudget();
    return own != null && own.hard() || share != null && share.terms().hard();
  }

  /** A request is about to be decided. */
  static void enter(Account account, TenantConfig config) {
    enter(account.budget, config.budget(), account);
    enter(
        account.shared,
        config.sharedBudget() == null ? null : config.sharedBudget().terms(),
        account);
  }

  private static void enter(BudgetBooks books, BudgetTerms terms, Account account) {
    if (terms != null) {
      books.enter(terms, account.clock, account.spentUsd);
    } else if (books.isKept()) {
      books.leave();
    }
  }

  /** The books that say how the pace is used up: the key's own, where it has a budget. */
  static BudgetBooks pacing(Account account, TenantConfig config) {
    return config.budget() != null ? account.budget : account.shared;
  }

  /** What of a key's own budget is left at a time, USD; below 0 where more was spent. */
  static double leftUsd(Account account, BudgetTerms own, long clock) {
    return own.usd() - account.budget.spentSince(clock, account.spentUsd);
  }

  /** What a decision may cost at most, USD; infinite where no budget is hard. */
  static double mostUsd(Account account, TenantConfig config, long clock) {
    BudgetTerms own = config.budget();
    TenantShare share = config.sharedBudget();
    double most = Double.POSITIVE_INFINITY;
    if (own != null && own.hard()) {
      most = leftUsd(account, own, clock);
    }
    if (share != null && share.terms().hard()) {
      double spent = account.shared.spentSince(clock, account.spentUsd);
      most = Math.min(most, share.grantedUsd(clock) - spent);
    }
    return most;
  }

  /** What one of the requests still to come may cost, USD. */
  static double paceUsd(Account account, TenantConfig config) {
    long clock = account.clock;
    BudgetTerms own = config.budget();
    TenantShare share = config.sharedBudget();
    double pace = Double.POSITIVE_INFINITY;
    if (own != null) {
      pace = Math.max(0, leftUsd(account, own, clock)) / account.budget.expectedRequests(clock);
    }
    if (share != null) {
      double left = share.plannedUsd(clock) - account.shared.spentSince(clock, account.spentUsd);
      pace = Math.min(pace, Math.max(0, left) / account.shared.expectedRequests(clock));
    }
    return pace;
  }
}
