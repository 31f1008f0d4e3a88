package dev.surety.trials.soak;

import dev.surety.demo.run.LiveWorkload;
import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.wire.state.AccountCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What users have, what they miss, and what the journal's readers say of it.
 *
 * @param losses by the user side's account
 * @param journal what counts of it, what is left out and what is missing, as every reader says it
 */
public record Reckoning(TopicContent topics, Losses losses, JournalAccount journal) {

  /**
   * @param journal its folder
   * @param saved the keys of the savepoint with which the job was stopped
   */
  public static Reckoning of(LiveWorkload workload, Path journal, Map<String, SavedKey> saved)
      throws IOException {
    Map<String, SavedMoney> money = new HashMap<>();
    for (SavedKey key : saved.values()) {
      money.put(key.key().key(), money(key.account()));
    }
    TopicContent topics = TopicContent.read(workload.clients(), workload.topics());
    History history = History.newest(JournalFiles.in(journal));
    List<JournalRow> rows = new ArrayList<>();
    history.read(
        row -> {
          if (!Foreign.isAbout(row)) {
            rows.add(row);
          }
        });
    return new Reckoning(
        topics,
        Reconciliation.of(topics, workload.executed(), rows, money),
        JournalAccount.of(history));
  }

  /**
   * Users that never got a decision which is on its topic; whatever the journal has. Who was told
   * that no model answers has lost nothing.
   *
   * @param executed by request, the decision that the gateway executed, or {@code null}
   */
  public long unserved(Map<String, String> executed) {
    return topics.requests().stream()
        .filter(id -> !topics.refused().contains(id) || executed.get(id) != null)
        .filter(
            id ->
                executed.get(id) == null
                    || !topics.decisions().getOrDefault(id, Set.of()).contains(executed.get(id)))
        .count();
  }

  private static SavedMoney money(byte[] account) throws IOException {
    return SavedMoney.of(AccountCodec.read(new DataInputStream(new ByteArrayInputStream(account))));
  }
}
