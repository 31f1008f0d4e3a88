package dev.surety.flink;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Journal rows from ROUTE to their sink. */
final class EncodedRowSerializer extends WireSerializer<EncodedRow> {

  private static final long serialVersionUID = 1L;

  static final EncodedRowSerializer INSTANCE = new EncodedRowSerializer();

  @Override
  void write(EncodedRow value, DataOutput out) throws IOException {
    out.writeInt(value.day());
    out.writeInt(value.datum().length);
    out.write(value.datum());
  }

  @Override
  EncodedRow read(DataInput in) throws IOException {
    int day = in.readInt();
    byte[] datum = new byte[in.readInt()];
    in.readFully(datum);
    return new EncodedRow(day, datum);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public EncodedRow createInstance() {
    return null;
  }

  @Override
  public TypeSerializerSnapshot<EncodedRow> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EncodedRow> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
