package dev.surety.tools.history;

import dev.surety.engine.Account;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavedKey;
import java.io.IOException;
import java.util.Map;

/** How a key stands when its history ends, as a savepoint has it. */
final class EndState {

  private EndState() {}

  /**
   * With the timer that every key needs that is not packed. It is due as soon as a job starts,
   * which then looks whether the key has been silent for too long, and when to look again.
   */
  static SavedKey of(FoldedKey key) throws IOException {
    Account account = key.account();
    long[] timers = {account.clock};
    return new KeyState(key.key(), account, key.learner(), key.open(), timers, Map.of()).saved();
  }
}
