package dev.surety.domain;

import java.util.Locale;

/**
 * Why a record could not be applied; it goes to the dead letters with this.
 *
 * @param detail what, where and how to mend, for people
 * @param requirement what no model of the pool met, where request, promise or models declare what
 *     they require, allow or offer; otherwise {@code null}
 */
public record Rejection(Reason reason, String detail, Requirement requirement) {

  /** For a reason that is no requirement. */
  public Rejection(Reason reason, String detail) {
    this(reason, detail, null);
  }

  /** Without what was added where it is absent: logs and texts of before stay as they were. */
  @Override
  public String toString() {
    return "Rejection[reason="
        + reason
        + ", detail="
        + detail
        + (requirement == null ? "]" : ", requirement=" + requirement + "]");
  }

  /** For machines: the wire name is the constant's in lower case. */
  public enum Reason {
    /** Not JSON, or a required field is missing or wrong. */
    MALFORMED,
    /** Its time is too far from the time at which Kafka appended it. */
    BAD_TIME,
    /** No promise matches the tenant and tier. */
    NO_SLA,
    /** No active model is allowed for the request. */
    NO_MODELS,
    /** The policy of the promise needs an artefact that is not there. */
    NO_ARTEFACT,
    /** A control record that is well formed but cannot be put in force. */
    UNSUPPORTED,
    /**
     * Its tenant and tier are new, come in by a promise to everybody, and too many did just before.
     */
    TOO_MANY_KEYS,
    /** What is left of the promise's budget, which is hard, pays no model's answer. */
    BUDGET_SPENT;

    /** How it is called outside of the program. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
