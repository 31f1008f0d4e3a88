package dev.surety.engine;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.Rejection;
import java.util.List;

/**
 * What an event leads to.
 *
 * @param decision to be sent, or {@code null}
 * @param rows for the journal, in the order of their seq
 * @param rejection why nothing was applied, or {@code null}
 */
public record Effects(Decision decision, List<JournalRow> rows, Rejection rejection) {

  static final Effects NONE = new Effects(null, List.of(), null);

  static Effects rejected(Rejection.Reason reason, String detail) {
    return new Effects(null, List.of(), new Rejection(reason, detail));
  }
}
