package dev.surety.flink;

import dev.surety.engine.Spending;
import dev.surety.wire.state.SpendingCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Values of the states {@code money-a} and {@code money-b}. */
final class SpendingSerializer extends WireSerializer<Spending> {

  private static final long serialVersionUID = 1L;

  static final SpendingSerializer INSTANCE = new SpendingSerializer();

  @Override
  void write(Spending value, DataOutput out) throws IOException {
    SpendingCodec.write(value, out);
  }

  @Override
  Spending read(DataInput in) throws IOException {
    return SpendingCodec.read(in);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public Spending createInstance() {
    return new Spending();
  }

  @Override
  public TypeSerializerSnapshot<Spending> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Spending> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
