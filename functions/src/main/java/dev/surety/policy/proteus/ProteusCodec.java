package dev.surety.policy.proteus;

import dev.surety.estimator.StoredArrays;
import dev.surety.policy.LayoutVersion;
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
    StoredArrays.writeShorts(learner.models, out);
    StoredArrays.writeFloats(learner.labels, out);
    StoredArrays.writeFloats(learner.surplus, out);
  }

  static ProteusLearner readLearner(DataInput in) throws IOException {
    LayoutVersion.check("proteus learner", in.readByte(), VERSION);
    ProteusLearner learner = new ProteusLearner();
    learner.models = StoredArrays.readShorts(in);
    learner.labels = StoredArrays.readFloats(in);
    learner.surplus = StoredArrays.readFloats(in);
    return learner;
  }
}
