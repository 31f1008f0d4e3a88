package dev.surety.policy.budget;

/** What is known of a tier that spends of its tenant's budget, in the present window. */
public final class TierAccount {

  /** As the tier said last, USD. */
  public double spentUsd;

  /** What it would like to spend from then to the window's end, USD. */
  public double wantedUsd;

  /** Requests that it expects until then. */
  public double comingRequests;

  /** When it said so, by the times that tiers tell. */
  public long heardAt;

  /** What it may spend: never less within a window. */
  public double grantedUsd;

  /** What was granted to it in the window before. */
  public double formerUsd;

  /** What is meant for it. */
  public double plannedUsd;

  /** Whether all that it was granted pays no answer yet. Not kept: it says so again. */
  boolean lacks;

  /** Whether it is one of those that may begin a window before they are heard in it. */
  public boolean opens;

  /**
   * What its word is worth by now: whoever has no requests says nothing, and does not need what it
   * asked for.
   *
   * @param halfMillis after which it is worth half
   */
  double weight(long clock, double halfMillis) {
    return Math.pow(0.5, Math.max(0, clock - heardAt) / halfMillis);
  }

  /** What one of its requests would like to cost, USD. */
  double wishUsd() {
    return comingRequests > 0 ? wantedUsd / comingRequests : 0;
  }

  /** What is still meant for it. */
  double toComeUsd() {
    return Math.max(0, plannedUsd - spentUsd);
  }

  /** What counts as gone of the tenant's money: bills may have passed what was granted. */
  double takenUsd() {
    return Math.max(grantedUsd, spentUsd);
  }
}
