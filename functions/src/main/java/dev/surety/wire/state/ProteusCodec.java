package dev.surety.wire.state;

import dev.surety.policy.proteus.ProteusAccount;
import dev.surety.policy.proteus.ProteusLearner;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary forms of what {@code proteus} remembers; the first byte is the version of the layout. */
final class ProteusCodec {

  private static final int VERSION = 1;

  private ProteusCodec() {}

  static void write(ProteusAccount account, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(account.decided);
    out.writeDouble(account.debt);
    out.writeDouble(account.reach);
  }

  static ProteusAccount readAccount(DataInput in) throws IOException {
    LayoutVersion.check("proteus account", in.readByte(), VERSION);
    ProteusAccount account = new ProteusAccount();
    account.decided = in.readLong();
    account.debt = in.readDouble();
    account.reach = in.readDouble();
    return account;
  }

  static void write(ProteusLearner learner, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    ArrayCodec.writeShorts(learner.models, out);
    ArrayCodec.writeFloats(learner.labels, out);
    ArrayCodec.writeFloats(learner.surplus, out);
  }

  static ProteusLearner readLearner(DataInput in) throws IOException {
    LayoutVersion.check("proteus learner", in.readByte(), VERSION);
    ProteusLearner learner = new ProteusLearner();
    learner.models = ArrayCodec.readShorts(in);
    learner.labels = ArrayCodec.readFloats(in);
    learner.surplus = ArrayCodec.readFloats(in);
    return learner;
  }
}
