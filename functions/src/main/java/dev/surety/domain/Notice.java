package dev.surety.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was odd about a record that was applied all the same: nothing is lost by it, but somebody
 * should look. Journal rows carry the notices of their event, accounts count them, and standings,
 * status, metrics, alerts and reports show the counts. The order is part of the state layout: add
 * at the end, {@value #MOST} at most.
 *
 * <p>The notices of one event are a set of bits, so that events without any, which are most, cost
 * nothing.
 */
public enum Notice {
  /** Feedback names a model of no pool: its decision identified it. */
  UNKNOWN_MODEL_NAME,
  /**
   * Money or tokens far from what the list, or the request's own limits, let expect: booked as
   * told, learnt from within bounds.
   */
  UNUSUAL_MONEY,
  /** Money came so late that what was booked for the answer before is no longer known. */
  LATE_MONEY,
  /** The record's time lies ahead of when it arrived: it counts as of its arrival. */
  CLOCK_AHEAD,
  /**
   * A policy failed, or its figures were no usable numbers: a known good model was taken instead.
   */
  NON_FINITE,
  /** A repeated request could not have its stored decision again, and was decided anew. */
  REDECIDED,
  /** A request's time lies behind when it arrived: it counts as of its arrival. */
  CLOCK_BEHIND,
  /**
   * A request went to a model that fails this tenant at present, and not to try it: nothing else
   * was allowed, or all that is allowed fails.
   */
  FAILING_MODEL,
  /**
   * A request without a tag should have had one from the promise's tagger, which is not in force or
   * sees nothing of it: it was decided without one.
   */
  UNTAGGED,
  /** A judge's label was worth its price, but the day's budget for them is spent. */
  JUDGE_BUDGET,
  /** The policy's choice cost more than the pace of the promise's budget: another was taken. */
  BUDGET_PACED,
  /** The policy's choice was expected to be late too often for the promise's deadline. */
  DEADLINE_PRICED,
  /** No mixture of the models is believed to keep target and deadline both. */
  DEADLINE_INFEASIBLE;

  /** How many there can be. */
  static final int MOST = 31;

  private static final Notice[] ALL = values();

  /** How many there are. */
  public static int count() {
    return ALL.length;
  }

  /** The set that holds this one alone. */
  public int bit() {
    return 1 << ordinal();
  }

  public boolean isIn(int notices) {
    return (notices & bit()) != 0;
  }

  /** How it is called outside of the program. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The members of a set, in their order. */
  public static List<Notice> of(int notices) {
    if (notices == 0) {
      return List.of();
    }
    List<Notice> members = new ArrayList<>();
    for (Notice notice : ALL) {
      if (notice.isIn(notices)) {
        members.add(notice);
      }
    }
    return members;
  }
}
