package dev.surety.policy.budget;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import dev.surety.policy.budget.TenantLease.Part;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Leases a tenant's budget to its tiers, bit by bit. What is granted to a tier in a window only
 * grows, and all that is granted, with the openings of tiers that were not heard of yet, is never
 * more than the budget; so whoever has an older lease, or none, spends nobody else's money, and a
 * lease that is late or lost costs service and never money.
 *
 * <p>Of what is planned for a tier ({@link SpendingPlan}) a part is granted ahead of what it has
 * spent; the rest may still go to others. Openings shrink to nothing over three quarters of the
 * window, and what is set aside for them an eighth later, so a tier that begins must be heard
 * within an eighth of the window.
 *
 * <p>A plain struct; {@code wire.LeaseBookCodec} is its layout. Not thread-safe.
 */
public final class LeaseBook {

  /** Part of what is planned for a tier that is granted ahead. */
  private static final double AHEAD = 1.0 / 16;

  /** So much of the window's money is granted ahead at least, if there is as much. */
  private static final double LEAST = 1.0 / 1024;

  /** What moves less of the window's money is not worth another lease. */
  private static final double SAME = 1e-5;

  /** Leases a window, where nothing presses. */
  private static final int RENEWALS = 256;

  /** Steps of a window, and those in which openings shrink. */
  private static final int STEPS = 8;

  private static final int SHRINKING = 6;

  /** Tiers of a tenant that can be leased to. */
  public static final int MOST_TIERS = 64;

  /** Of the tenant; {@code null} while no budget is in force. */
  public BudgetTerms terms;

  /** Of the control record that said so, or that ended it; -1 before the first. */
  public long termsVersion = -1;

  /** The window that is leased for, epoch milliseconds; both 0 before the first. */
  public long begin;

  public long end;

  /** The newest time that a tier told. */
  public long clock;

  /** When of it the last lease was made. */
  public long leasedAt;

  /** What tiers that are not named had in the window before. */
  public double formerOthersUsd;

  /** Of the last lease that was published. */
  public long version;

  /** By name, those that were heard of in this window or the one before. */
  public final SortedMap<String, TierAccount> tiers = new TreeMap<>();

  /** A tier is new, or terms or the window are. */
  private boolean hasNews;

  /** A tier has spent nearly all that it may. */
  private boolean presses;

  /** These terms are in force from now on; {@code null} for none. */
  public void agree(BudgetTerms newTerms) {
    boolean sameCalendar =
        terms != null
            && newTerms != null
            && terms.per() == newTerms.per()
            && terms.timezone().equals(newTerms.timezone());
    terms = newTerms;
    hasNews = !tiers.isEmpty();
    if (!sameCalendar) {
      begin = 0;
      end = 0;
      clock = 0;
      formerOthersUsd = newTerms == null ? 0 : newTerms.usd() * TenantShare.OPENING;
      tiers.clear();
    }
  }

  /** A tier says how it stands. What is of another window, or by other terms, says nothing. */
  public void take(String tier, long time, TenantBudgetStanding standing) {
    if (terms == null
        || standing.begin() != terms.begin(time)
        || standing.end() != terms.end(time)
        || standing.begin() < begin) {
      return;
    }
    if (standing.begin() > begin) {
      open(standing);
    }
    TierAccount account = tiers.get(tier);
    if (account == null || !isHeard(account)) {
      if (account == null && tiers.size() >= MOST_TIERS) {
        return;
      }
      // It may have begun by its opening: that is its own from now on.
      double opening = Math.min(reservedUsd(), freeUsd() + reservedUsd() * unheard());
      account = account == null ? stranger() : account;
      tiers.put(tier, account);
      account.grantedUsd = Math.max(Double.MIN_VALUE, opening);
      hasNews = true;
    }
    clock = Math.max(clock, time);
    account.heardAt = time;
    account.spentUsd = standing.spentUsd();
    account.wantedUsd = standing.wantedUsd();
    account.comingRequests = standing.comingRequests();
    double ahead = account.grantedUsd - account.spentUsd;
    presses |=
        terms.hard() && ahead < Math.max(AHEAD * account.toComeUsd() / 4, terms.usd() * LEAST / 2);
  }

  private TierAccount stranger() {
    TierAccount account = new TierAccount();
    account.formerUsd = formerOthersUsd;
    return account;
  }

  /** Whether a tier has told something in this window. */
  private static boolean isHeard(TierAccount account) {
    return account.grantedUsd > 0;
  }

  private void open(TenantBudgetStanding standing) {
    boolean next = end == standing.begin();
    double opening = terms.usd() * TenantShare.OPENING;
    formerOthersUsd = next ? othersUsd() : begin == 0 ? opening : 0;
    begin = standing.begin();
    end = standing.end();
    clock = begin;
    leasedAt = begin;
    hasNews = true;
    tiers.values().removeIf(account -> !isHeard(account));
    for (TierAccount account : tiers.values()) {
      account.formerUsd = next ? account.grantedUsd : 0;
      account.grantedUsd = 0;
      account.spentUsd = 0;
      account.wantedUsd = 0;
      account.comingRequests = 0;
      account.plannedUsd = 0;
    }
  }

  private int step() {
    return (int) (STEPS * (clock - begin) / Math.max(1, end - begin));
  }

  /** What a tier may spend that is not named. */
  private double othersUsd() {
    return unheard() == 0 ? 0 : opening(step());
  }

  /** What one may have begun to spend that was not heard of. */
  private double reservedUsd() {
    return opening(Math.max(0, step() - 1));
  }

  private double opening(int step) {
    return terms.usd() * TenantShare.OPENING * Math.max(0, SHRINKING - step) / SHRINKING;
  }

  /** Tiers that money is set aside for. */
  private int unheard() {
    return Math.max(0, TenantShare.OPENINGS - heard());
  }

  private int heard() {
    int heard = 0;
    for (TierAccount account : tiers.values()) {
      heard += isHeard(account) ? 1 : 0;
    }
    return heard;
  }

  /** What is neither granted nor set aside, USD. */
  public double freeUsd() {
    double taken = reservedUsd() * unheard();
    for (TierAccount account : tiers.values()) {
      taken += account.takenUsd();
    }
    return Math.max(0, terms.usd() - taken);
  }

  /** A new lease, or {@code null} while the last one does. */
  public TenantLease look() {
    boolean due = clock - leasedAt >= (end - begin) / RENEWALS;
    if (terms == null || end == 0 || !(due || hasNews || presses)) {
      return null;
    }
    double changed = SpendingPlan.of(this);
    double granted = terms.hard() ? grant() : 0;
    boolean says =
        hasNews
            || granted > terms.usd() * SAME
            || due && (granted > 0 || changed > terms.usd() * SAME);
    leasedAt = due || says ? clock : leasedAt;
    hasNews = false;
    presses = false;
    return says ? lease() : null;
  }

  /** Grants what is asked for, or the same part of it to all; says how much that is, USD. */
  private double grant() {
    double asked = 0;
    for (TierAccount account : tiers.values()) {
      asked += askedUsd(account);
    }
    if (asked <= 0) {
      return 0;
    }
    double part = Math.min(1, freeUsd() * (1 - 1e-12) / asked);
    for (TierAccount account : tiers.values()) {
      account.grantedUsd += part * askedUsd(account);
    }
    return part * asked;
  }

  private double askedUsd(TierAccount account) {
    if (!isHeard(account)) {
      return 0;
    }
    double ahead = Math.max(AHEAD * account.toComeUsd(), terms.usd() * LEAST);
    return Math.max(0, account.spentUsd + ahead - account.grantedUsd);
  }

  private TenantLease lease() {
    SortedMap<String, Part> parts = new TreeMap<>();
    tiers.forEach(
        (tier, account) -> {
          boolean heard = isHeard(account);
          double granted = heard ? account.grantedUsd : othersUsd();
          double planned = heard ? account.plannedUsd : unheardPlanUsd();
          parts.put(
              tier,
              new Part(
                  terms.hard() ? granted : Math.max(granted, planned), account.formerUsd, planned));
        });
    return new TenantLease(
        begin, end, new Part(othersUsd(), formerOthersUsd, unheardPlanUsd()), parts);
  }

  /** What a tier paces itself by until it is heard. */
  private double unheardPlanUsd() {
    return terms.usd() / TenantShare.OPENINGS;
  }
}
