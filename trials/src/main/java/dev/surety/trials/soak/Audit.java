package dev.surety.trials.soak;

import dev.surety.demo.run.LiveWorkload;
import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.savepoint.FoldedAgainstSaved;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.wire.state.AccountCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is found of a workload after its job has been stopped.
 *
 * @param losses by the user side's account
 * @param fold of the journal, held against the last savepoint
 */
record Audit(TopicContent topics, Losses losses, FoldedAgainstSaved fold) {

  /**
   * @param savepoint with which the job was stopped
   */
  static Audit of(LiveWorkload workload, String savepoint) throws IOException {
    Map<String, SavedKey> saved = FoldedAgainstSaved.saved(savepoint);
    Map<String, Double> costUsd = new HashMap<>();
    for (SavedKey key : saved.values()) {
      costUsd.put(key.key().key(), costUsd(key.account()));
    }
    TopicContent topics = TopicContent.read(workload.clients(), workload.topics());
    List<JournalRow> rows = new ArrayList<>();
    History.newest(JournalFiles.in(workload.journal())).read(rows::add);
    return new Audit(
        topics,
        Reconciliation.of(topics, workload.executed(), rows, costUsd),
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

  private static double costUsd(byte[] account) throws IOException {
    return AccountCodec.read(new DataInputStream(new ByteArrayInputStream(account))).costUsd;
  }
}
