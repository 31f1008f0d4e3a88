package dev.surety.trials.soak;

import dev.surety.demo.run.LiveWorkload;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.savepoint.FoldedAgainstSaved;
import dev.surety.tools.savepoint.SavedKey;
import java.io.IOException;
import java.util.Map;

/**
 * All that is found of a workload after its job has been stopped.
 *
 * @param losses by the user side's account
 * @param journal what counts of it, what is left out and what is missing
 * @param fold of the journal, held against the last savepoint
 */
record Audit(TopicContent topics, Losses losses, JournalAccount journal, FoldedAgainstSaved fold) {

  /**
   * @param savepoint with which the job was stopped
   */
  static Audit of(LiveWorkload workload, String savepoint) throws IOException {
    Map<String, SavedKey> saved = FoldedAgainstSaved.saved(savepoint);
    Reckoning found = Reckoning.of(workload, workload.journal(), saved);
    return new Audit(
        found.topics(),
        found.losses(),
        found.journal(),
        FoldedAgainstSaved.compare(workload.journal(), saved));
  }

  /** Rows missing by the user side's count, or by the numbers of the rows that are there. */
  long journalRowsLost() {
    return Math.max(losses.journalRowsLost(), fold.report().gaps());
  }

  /** Whether the user side misses nothing and the fold is the state. */
  boolean holds() {
    return losses.none() && journalRowsLost() == 0 && fold.mismatches() == 0;
  }
}
