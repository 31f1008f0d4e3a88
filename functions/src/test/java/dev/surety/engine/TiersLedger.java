package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantShare;
import dev.surety.policy.budget.LeaseBook;
import dev.surety.policy.budget.TierAccount;
import dev.surety.testing.Play;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Books of all that a tenant's tiers spend, kept beside the router's own, and the bound that
 * docs/budget.md promises of it.
 */
final class TiersLedger {

  /** Of rounding. */
  private static final double TINY_USD = 1e-9;

  /** A calendar window of the terms in force. */
  private static final class Window {

    /** Money of it; after a change of terms no less than what was granted before. */
    private double capUsd;

    private final Map<String, Double> spentUsd = new HashMap<>();

    /** Who asked, decided or not. */
    private final Set<String> asked = new HashSet<>();

    /** What was spent by openings, and since when. */
    private final Map<String, Double> begunUsd = new HashMap<>();

    private final Map<String, Long> begunAt = new HashMap<>();

    /** Who began and was not heard before others told a time an eighth of the window later. */
    private final Set<String> late = new HashSet<>();

    /** What answers cost above what was expected of them. */
    private double surprisesUsd;

    /** What was spent before a change of terms, and is more than is leased by the new ones. */
    private double aboveUsd;

    private double begunLateUsd() {
      double sum = 0;
      for (String tier : late) {
        sum += begunUsd.getOrDefault(tier, 0.0);
      }
      return sum;
    }

    /** What those beyond the sixteenth tier began with. */
    private double beyondUsd() {
      return begunUsd.entrySet().stream()
          .filter(tier -> !late.contains(tier.getKey()))
          .map(Map.Entry::getValue)
          .sorted(Comparator.reverseOrder())
          .limit(Math.max(0, asked.size() - TenantShare.OPENINGS))
          .mapToDouble(Double::doubleValue)
          .sum();
    }

    private double sum() {
      double sum = 0;
      for (double spent : spentUsd.values()) {
        sum += spent;
      }
      return sum;
    }
  }

  private final Map<Long, Window> windows = new HashMap<>();

  /** By tier, what it had spent when other windows began than were before. */
  private final Map<String, Double> before = new HashMap<>();

  /** By tier, surprises that belong to no window yet. */
  private final Map<String, Double> pending = new HashMap<>();

  private BudgetTerms terms;

  /** Greatest share of its money that a window has spent to which nothing was added. */
  private double spentShare;

  double spentShare() {
    return spentShare;
  }

  private Window window(long begin) {
    return windows.computeIfAbsent(
        begin,
        b -> {
          Window window = new Window();
          window.capUsd = terms.usd();
          return window;
        });
  }

  /** Terms have come to where decisions are made. */
  void agree(
      BudgetTerms newTerms, boolean sameWindows, long capOf, double cap, Map<String, Play> tiers) {
    terms = newTerms;
    if (!sameWindows) {
      windows.clear();
      pending.clear();
      tiers.forEach((name, play) -> before.put(name, play.account().spentUsd));
      return;
    }
    window(capOf);
    windows.forEach(
        (begin, window) -> {
          // Of a window that LEASES has left all stays granted; of a later one nothing is yet.
          double granted = begin == capOf ? cap : begin < capOf ? window.capUsd : 0;
          window.capUsd = Math.max(granted, terms.usd());
          window.spentUsd.forEach(
              (name, spent) -> {
                Play play = tiers.get(name);
                TenantShare share = play.config().share();
                double leased = share.grantedUsd(play.account().clock);
                window.aboveUsd += Math.max(0, spent - leased);
                if (!isGranted(share, play.account().clock)) {
                  window.begunUsd.merge(name, Math.min(spent, leased), Math::max);
                }
              });
        });
  }

  /** Whether what a tier may spend at a time was granted to it, and is not its opening. */
  static boolean isGranted(TenantShare share, long clock) {
    return share.end() != 0
        && (clock < share.begin()
            || share.isLeased(clock) && share.opening() != TenantShare.Opening.NOW);
  }

  void asked(String name, long begin) {
    window(begin).asked.add(name);
  }

  /** A decision was made: it must not pass the bound. */
  void decided(String name, Account account, boolean granted, LeaseBook book) {
    Window window = window(account.shared.window.begin);
    double since = before.getOrDefault(name, Double.NEGATIVE_INFINITY);
    Double extra = pending.remove(name);
    if (extra != null && account.shared.spentBefore < since) {
      window.surprisesUsd += extra;
    }
    double spent = account.spentUsd - Math.max(account.shared.spentBefore, since);
    window.spentUsd.put(name, spent);
    if (!granted) {
      window.begunAt.putIfAbsent(name, account.clock);
      if (terms.hard()) {
        window.begunUsd.merge(name, spent, Math::max);
      }
      if (account.clock < heardUntil(account, book)) {
        window.late.add(name);
      }
    }
    if (book.begin == account.shared.window.begin) {
      window.begunAt.forEach(
          (tier, at) -> {
            if (at < heardUntil(account, book) && !isHeard(book, tier)) {
              window.late.add(tier);
            }
          });
    }
    if (terms.hard()) {
      hold(window);
    }
  }

  private void hold(Window window) {
    double late = window.begunLateUsd();
    double beyond = window.beyondUsd();
    double sum = window.sum();
    assertThat(sum)
        .as(
            "of %s: surprises %s, before other terms %s, begun late %s, beyond the sixteenth %s",
            window.capUsd, window.surprisesUsd, window.aboveUsd, late, beyond)
        .isLessThanOrEqualTo(
            window.capUsd + window.surprisesUsd + window.aboveUsd + late + beyond + TINY_USD);
    if (window.aboveUsd + late + beyond == 0) {
      spentShare = Math.max(spentShare, sum / window.capUsd);
    }
  }

  private static long heardUntil(Account account, LeaseBook book) {
    return TenantShare.heardUntil(
        account.shared.window.begin, account.shared.window.end, book.clock);
  }

  private static boolean isHeard(LeaseBook book, String tier) {
    TierAccount account = book.tiers.get(tier);
    return account != null && account.grantedUsd > 0;
  }

  /** What is known of a tier's money has changed. */
  void told(String name, Account account, double changeUsd) {
    Window window = account.shared.isKept() ? windows.get(account.shared.window.begin) : null;
    if (window == null || !window.spentUsd.containsKey(name)) {
      pending.merge(name, Math.max(0, changeUsd), Double::sum);
      return;
    }
    window.surprisesUsd += Math.max(0, changeUsd);
    window.spentUsd.merge(name, changeUsd, Double::sum);
  }

  /** A standing is about to be heard. */
  void heard(String name, Standing standing, LeaseBook book) {
    long begin = standing.tenantBudget().begin();
    Window window = windows.get(begin);
    if (window == null || book.begin != begin || isHeard(book, name)) {
      return;
    }
    Long at = window.begunAt.get(name);
    if (at != null
        && at < TenantShare.heardUntil(begin, standing.tenantBudget().end(), book.clock)) {
      window.late.add(name);
    }
  }
}
