package dev.surety.flink;

import dev.surety.policy.health.AttemptSum;
import dev.surety.policy.health.AttemptSum.Logarithms;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Attempts on their way to HEALTH. */
final class AttemptSumSerializer extends WireSerializer<AttemptSum> {

  private static final long serialVersionUID = 1L;

  static final AttemptSumSerializer INSTANCE = new AttemptSumSerializer();

  @Override
  void write(AttemptSum value, DataOutput out) throws IOException {
    out.writeUTF(value.model());
    out.writeLong(value.tenant());
    out.writeInt(value.answered());
    out.writeInt(value.failed());
    out.writeInt(value.limited());
    out.writeLong(value.begun());
    write(value.latency(), out);
    write(value.firstToken(), out);
  }

  private static void write(Logarithms value, DataOutput out) throws IOException {
    out.writeInt(value.count());
    out.writeDouble(value.sum());
    out.writeDouble(value.squares());
  }

  @Override
  AttemptSum read(DataInput in) throws IOException {
    return new AttemptSum(
        in.readUTF(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readLong(),
        logarithms(in),
        logarithms(in));
  }

  private static Logarithms logarithms(DataInput in) throws IOException {
    return new Logarithms(in.readInt(), in.readDouble(), in.readDouble());
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public AttemptSum createInstance() {
    return null;
  }

  @Override
  public TypeSerializerSnapshot<AttemptSum> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AttemptSum> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
