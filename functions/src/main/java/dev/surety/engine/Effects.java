package dev.surety.engine;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.Rejection;
import dev.surety.policy.fleet.Lesson;
import java.util.List;

/**
 * What an event leads to.
 *
 * @param decision to be sent, or {@code null}
 * @param rows for the journal, in the order of their seq
 * @param rejection why nothing was applied, or {@code null}
 * @param lessons what the tenant's fleet may know of it
 */
public record Effects(
    Decision decision, List<JournalRow> rows, Rejection rejection, List<Lesson> lessons) {

  /** Nothing that a fleet could learn from. */
  public Effects(Decision decision, List<JournalRow> rows, Rejection rejection) {
    this(decision, rows, rejection, List.of());
  }

  static final Effects NONE = new Effects(null, List.of(), null);

  static Effects rejected(Rejection.Reason reason, String detail) {
    return rejected(new Rejection(reason, detail));
  }

  static Effects rejected(Rejection rejection) {
    return new Effects(null, List.of(), rejection);
  }
}
