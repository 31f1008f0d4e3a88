package dev.surety.tools.state;

import dev.surety.engine.Account;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.wire.state.AccountCodec;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;

/** What one key is in two savepoints; {@code null} where it is not there. */
record KeyDifference(String key, Trace before, Trace after) {

  /** As little of a key as shows that it changed: a million of them fit in memory. */
  record Trace(
      double queue,
      long requests,
      long labels,
      double costUsd,
      int open,
      int accountHash,
      int learnerHash,
      int openHash) {

    static Trace of(SavedKey key) throws IOException {
      Account account = AccountCodec.read(new DataInputDeserializer(key.account()));
      return new Trace(
          account.queue,
          account.requests,
          account.labels,
          account.costUsd,
          account.openPresent + account.openPast,
          Arrays.hashCode(key.account()),
          Arrays.hashCode(key.learner()),
          Arrays.hashCode(key.open()));
    }
  }

  boolean same() {
    return before != null && before.equals(after);
  }

  /** What happened to it, in a word or two. */
  String what() {
    if (before == null) {
      return "new";
    }
    if (after == null) {
      return "gone";
    }
    return before.learnerHash() == after.learnerHash() ? "account" : "account, learner";
  }

  double queueChange() {
    return (after == null ? 0 : after.queue()) - (before == null ? 0 : before.queue());
  }
}
