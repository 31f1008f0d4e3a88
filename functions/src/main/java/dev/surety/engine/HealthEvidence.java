package dev.surety.engine;

import dev.surety.domain.ErrorKind;
import dev.surety.domain.Feedback;

/**
 * What feedback says of the health of the model that it is on. Of one answer one failure counts and
 * one sign of life: any record without an error is one.
 */
final class HealthEvidence {

  private HealthEvidence() {}

  /** Whether this answer has failed before, as far as is known. */
  static boolean hasFailed(OpenDecision open, int slot) {
    return (open.failed >>> open.position(slot) & 1) != 0;
  }

  /**
   * Takes in a record that is in time.
   *
   * @param open the decision on record, or the entry of an answer without one
   * @param slot of the model that answered, or -1
   */
  static void take(RouterState state, Feedback feedback, OpenDecision open, int slot) {
    int position = open.position(slot);
    long bit = 1L << position;
    Account account = state.account();
    boolean decided = position == 0 && open.apply && !open.isUnrouted();
    if (feedback.error() != null) {
      if ((open.failed & bit) == 0) {
        open.failed |= bit;
        failed(account, feedback.error(), open, slot, decided);
      }
    } else if ((open.heard & bit) == 0 && !isDoubtful(state, feedback, open, bit)) {
      open.heard |= bit;
      account.health.answered(account, slot, open.time, decided);
    }
  }

  private static void failed(
      Account account, String error, OpenDecision open, int slot, boolean decided) {
    ErrorKind kind = ErrorKind.of(error);
    if (slot >= 0 && kind != ErrorKind.REQUEST) {
      int by = kind == ErrorKind.FAILURE ? ModelHealth.FAILURE : ModelHealth.LIMITED;
      account.health.failed(account, slot, by, open.time, decided);
    }
  }

  /** A name of no pool after the decided model has failed: more likely a fallback's. */
  private static boolean isDoubtful(
      RouterState state, Feedback feedback, OpenDecision open, long bit) {
    return (open.failed & bit) != 0 && state.learner().models.slot(feedback.model()) < 0;
  }
}
