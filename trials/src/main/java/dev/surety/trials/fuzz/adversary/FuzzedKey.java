package dev.surety.trials.fuzz.adversary;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.policy.PolicyMemory;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.FoldFindings;
import dev.surety.tools.journal.FoldReport;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.journal.KeyFold;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.CompactCodec;
import dev.surety.wire.state.LearnerCodec;
import java.io.IOException;
import java.util.Arrays;

/** One key: its state, the fold of what it journaled, and its books by another hand. */
final class FuzzedKey {

  final TenantTier key;
  final OpenDecisionMaps open = new OpenDecisionMaps();
  final FoldFindings findings = new FoldFindings();
  final KeyFold fold;
  Account account = new Account();
  Learner learner = new Learner();
  TenantConfig config;
  long events;
  long rows;
  private double bookedUsd;
  private long outcomes;
  private long decisions;

  FuzzedKey(TenantTier key, TenantRouter folder, Configurations configurations) {
    this.key = key;
    fold = new KeyFold(folder, configurations, key, findings);
  }

  RouterState state() {
    return new RouterState(key, account, learner, open);
  }

  /** A row that was journaled, as it was read back. */
  void journaled(JournalRow row) {
    rows++;
    fold.add(row);
    if (row instanceof JournalRow.Outcome outcome) {
      bookedUsd += outcome.bookedCostUsd();
      outcomes++;
    }
    decisions += row instanceof JournalRow.Decided ? 1 : 0;
  }

  /** All that must hold of the key; its state is stored and read on the way. */
  void check() {
    NumberInvariants.check(account);
    if (config != null
        && !config
            .policy()
            .isSound(new PolicyMemory(account.memory, learner.memory, learner.models))) {
      throw new Violation(
          "the memory of " + config.policy().name() + " holds numbers that are none");
    }
    FoldedKey folded = fold.finish();
    FoldReport report = findings.report();
    if (!report.holds()) {
      throw new Violation("the fold says otherwise: " + report);
    }
    byte[] accountBytes = StateBytes.account(account);
    byte[] learnerBytes = StateBytes.learner(learner);
    if (rows > 0) {
      same("account", accountBytes, folded.accountBytes());
      same("learner", learnerBytes, folded.learnerBytes());
      same("open decisions and money", StateBytes.open(open), StateBytes.open(folded.open()));
    }
    books();
    account = StateBytes.read(accountBytes, AccountCodec::read);
    learner = StateBytes.read(learnerBytes, LearnerCodec::read);
    StateBytes.store(open);
    same("account, stored anew,", StateBytes.account(account), accountBytes);
    same("learner, stored anew,", StateBytes.learner(learner), learnerBytes);
  }

  private void books() {
    double moved = Math.abs(bookedUsd) + account.costUsd;
    if (Math.abs(bookedUsd - account.costUsd) > 1e-9 * moved + 1e-9) {
      throw new Violation(
          "rows booked $%s, the account has $%s".formatted(bookedUsd, account.costUsd));
    }
    if (Arrays.stream(account.outcomes).sum() != outcomes) {
      throw new Violation("%d outcomes in rows, others in the account".formatted(outcomes));
    }
    if (account.requests != decisions || Arrays.stream(account.decisions).sum() != decisions) {
      throw new Violation("%d decisions in rows, others in the account".formatted(decisions));
    }
  }

  /** Packs the key and brings it back, as the job does with one that is silent for long. */
  void pack() throws IOException {
    CompactCodec.Compact back = CompactCodec.read(CompactCodec.retired(account, learner));
    account = back.account();
    learner = back.learner();
  }

  /** Everything that is kept of the key. */
  byte[][] bytes() {
    return new byte[][] {
      StateBytes.account(account), StateBytes.learner(learner), StateBytes.open(open)
    };
  }

  private static void same(String what, byte[] is, byte[] expected) {
    if (!Arrays.equals(is, expected)) {
      throw new Violation(
          "the %s of %d bytes differs from byte %d on"
              .formatted(what, is.length, Arrays.mismatch(is, expected)));
    }
  }
}
