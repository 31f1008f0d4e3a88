package dev.surety.tools.journal;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The state that folding a key's rows gives. */
public record FoldedKey(TenantTier key, Account account, Learner learner, OpenDecisionMaps open) {

  /** The account as a savepoint has it. */
  public byte[] accountBytes() {
    return bytes(out -> AccountCodec.write(account, out));
  }

  /** The learner as a savepoint has it. */
  public byte[] learnerBytes() {
    return bytes(out -> LearnerCodec.write(learner, out));
  }

  private interface Form {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Form form) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      form.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
