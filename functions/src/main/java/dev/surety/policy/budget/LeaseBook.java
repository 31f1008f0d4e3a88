package dev.surety.policy.budget;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantShare.Opening;
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
 * spent; the rest may still go to others. Openings shrink by the tiers' own clocks ({@link
 * TenantShare#openingUsd}), and what is set aside for them an eighth of the window later, so a tier
 * that begins must be heard before others tell a time that is further on. The first {@link
 * TenantShare#OPENINGS} tiers that are heard have openings in later windows as well; further ones
 * ask first.
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

  /** Of the last lease that was published. */
  public long version;

  /** By name, those that were heard of in this window or the one before. */
  public final SortedMap<String, TierAccount> tiers = new TreeMap<>();

  /** A tier is new, or terms or the window are. */
  private boolean hasNews;

  /** A tier has spent nearly all that it may. */
  private boolean presses;

  /**
   * These terms are in force from now on; {@code null} for none. What was granted stays so, unless
   * other windows begin.
   *
   * @return whether what was leased by the terms before counts no longer, and must be taken back
   *     before they are in force
   */
  public boolean agree(BudgetTerms newTerms) {
    boolean other =
        terms != null
            && (newTerms == null
                || terms.per() != newTerms.per()
                || !terms.timezone().equals(newTerms.timezone()));
    terms = newTerms;
    if (other) {
      begin = 0;
      end = 0;
      clock = 0;
      tiers.clear();
    }
    hasNews = !tiers.isEmpty();
    return other;
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
      account = account == null ? new TierAccount() : account;
      hear(account);
      tiers.put(tier, account);
    }
    clock = Math.max(clock, time);
    account.heardAt = time;
    account.spentUsd = standing.spentUsd();
    account.wantedUsd = standing.wantedUsd();
    account.comingRequests = standing.comingRequests();
    // It has had no answer, and knows of all that it was granted.
    account.lacks =
        account.spentUsd == 0
            && account.comingRequests == 0
            && standing.grantedUsd() >= account.grantedUsd * (1 - 1e-9);
    double ahead = account.grantedUsd - account.spentUsd;
    presses |=
        terms.hard()
            && (account.lacks
                || ahead < Math.max(AHEAD * account.toComeUsd() / 4, terms.usd() * LEAST / 2));
  }

  /** It may have begun by its opening: that is its own from now on. */
  private void hear(TierAccount account) {
    double setAside = reservedUsd();
    account.opens |= openings() < TenantShare.OPENINGS;
    double opening = account.opens ? setAside : Math.min(setAside, freeUsd());
    account.grantedUsd = Math.max(Double.MIN_VALUE, opening);
    hasNews = true;
  }

  /** Whether a tier has told something in this window. */
  private static boolean isHeard(TierAccount account) {
    return account.grantedUsd > 0;
  }

  private void open(TenantBudgetStanding standing) {
    boolean next = end == standing.begin();
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

  /** What one may have begun to spend that was not heard of. */
  private double reservedUsd() {
    long until = TenantShare.heardUntil(begin, end, clock);
    return TenantShare.openingUsd(terms.usd(), begin, end, until);
  }

  /** Tiers that have an opening by name. */
  private int openings() {
    int openings = 0;
    for (TierAccount account : tiers.values()) {
      openings += account.opens ? 1 : 0;
    }
    return openings;
  }

  /** Tiers that money is set aside for. */
  private int unheard() {
    int unheard = TenantShare.OPENINGS;
    for (TierAccount account : tiers.values()) {
      unheard -= account.opens && isHeard(account) ? 1 : 0;
    }
    return unheard;
  }

  /** What is neither granted nor set aside, USD. */
  public double freeUsd() {
    return Math.max(0, leftUsd());
  }

  /** The same, below 0 where bills or a smaller budget took more than there is. */
  private double leftUsd() {
    double taken = reservedUsd() * unheard();
    for (TierAccount account : tiers.values()) {
      taken += account.takenUsd();
    }
    return terms.usd() - taken;
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
    double free = leftUsd();
    if (free < 0) {
      return 0;
    }
    double granted = 0;
    double asked = 0;
    for (TierAccount account : tiers.values()) {
      if (isHeard(account)) {
        // What it has spent beyond is gone anyway.
        granted += account.takenUsd() - account.grantedUsd;
        account.grantedUsd = account.takenUsd();
        asked += askedUsd(account);
      }
    }
    double part = asked <= 0 ? 0 : Math.min(1, free * (1 - 1e-12) / asked);
    for (TierAccount account : tiers.values()) {
      if (isHeard(account)) {
        account.grantedUsd += part * askedUsd(account);
        account.lacks = false; // until it says so of that, too
      }
    }
    return granted + part * asked;
  }

  private double askedUsd(TierAccount account) {
    double ahead = Math.max(AHEAD * account.toComeUsd(), terms.usd() * LEAST);
    if (account.lacks) {
      // What an answer costs is not known here.
      ahead = Math.max(ahead, Math.min(2 * account.grantedUsd, unheardPlanUsd()));
    }
    return Math.max(0, account.spentUsd + ahead - account.grantedUsd);
  }

  private TenantLease lease() {
    SortedMap<String, Part> parts = new TreeMap<>();
    tiers.forEach(
        (tier, account) ->
            parts.put(
                tier,
                isHeard(account)
                    ? new Part(
                        account.grantedUsd,
                        account.formerUsd,
                        account.plannedUsd,
                        account.opens ? Opening.NEXT : Opening.NONE)
                    : unheard(account.opens, account.formerUsd)));
    return new TenantLease(begin, end, unheard(openings() < TenantShare.OPENINGS, 0), parts);
  }

  private Part unheard(boolean opens, double formerUsd) {
    return new Part(
        opens ? TenantShare.openingUsd(terms.usd(), begin, end, clock) : 0,
        formerUsd,
        unheardPlanUsd(),
        opens ? Opening.NOW : Opening.NONE);
  }

  /** What a tier paces itself by until it is heard. */
  private double unheardPlanUsd() {
    return terms.usd() / TenantShare.OPENINGS;
  }
}
