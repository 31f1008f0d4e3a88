package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.wire.state.AccountCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** State {@code account}. */
final class AccountSerializer extends WireSerializer<Account> {

  private static final long serialVersionUID = 1L;

  static final AccountSerializer INSTANCE = new AccountSerializer();

  @Override
  void write(Account value, DataOutput out) throws IOException {
    AccountCodec.write(value, out);
  }

  @Override
  Account read(DataInput in) throws IOException {
    return AccountCodec.read(in);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public Account createInstance() {
    return new Account();
  }

  @Override
  public TypeSerializerSnapshot<Account> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Account> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
