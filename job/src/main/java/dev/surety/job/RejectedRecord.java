package dev.surety.job;

import dev.surety.domain.Rejection;

/** This record goes to the dead letters. Expected in numbers, so it has no stack trace. */
final class RejectedRecord extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  RejectedRecord(Rejection.Reason reason, String detail) {
    super(detail, null, false, false);
    this.rejection = new Rejection(reason, detail);
  }

  Rejection rejection() {
    return rejection;
  }
}
