package dev.surety.tools.journal;

import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.SlaPolicy;

/**
 * Which rows are words of a judge whom the promise names. They err, and were bought where they were
 * worth something, so whoever asks what users say leaves them out.
 */
public final class JudgeWords {

  private JudgeWords() {}

  /**
   * Told by the row alone, without its decision. Where a gateway calls an answer of the judge's
   * that was bought just {@code solicited}, that no queue moved by it tells it from a user's.
   *
   * @param sla in force when the word came
   */
  public static boolean isOne(Outcome row, SlaPolicy sla) {
    // Of what is only observed nothing is bought, and there users' words move no queue either.
    boolean bought = !row.booked() && sla.mode() == SlaPolicy.Mode.APPLY;
    return sla.judge() != null && row.feedback().isJudges(bought);
  }
}
