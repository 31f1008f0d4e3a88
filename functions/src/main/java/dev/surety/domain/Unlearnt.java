package dev.surety.domain;

import dev.surety.domain.JournalRow.Outcome;
import java.util.Locale;

/**
 * Why nothing was learnt from a judgement. Most of a tenant's judgements teach; where a share of
 * them does not, somebody should know before a promise is missed for it.
 */
public enum Unlearnt {
  /** It came after the feedback window. */
  LATE,
  /** An earlier record had said it. */
  DUPLICATE,
  /** Its decision is not on record. */
  ORPHAN,
  /** The gateway answered without a decision. */
  UNROUTED,
  /** Nothing tells which model of the pool gave the answer. */
  UNKNOWN_MODEL,
  /** It is an error of a model that failed many tenants at the time. */
  OUTAGE;

  /** How it is called outside of the program. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** An error of a model that the pool knows is not learnt from in an outage alone. */
  private static boolean isOfOutage(Outcome row) {
    return row.feedback().error() != null && !Notice.UNKNOWN_MODEL_NAME.isIn(row.notices());
  }

  /** Of a feedback record; {@code null} where it was learnt from, or has no judgement. */
  public static Unlearnt of(Outcome row) {
    if (row.learnt() || !row.feedback().hasLabel()) {
      return null;
    }
    return switch (row.outcome()) {
      case LATE -> LATE;
      case DUPLICATE -> DUPLICATE;
      case ORPHAN -> ORPHAN;
      case UNROUTED -> UNROUTED;
      default -> isOfOutage(row) ? OUTAGE : UNKNOWN_MODEL;
    };
  }
}
