package dev.surety.flink;

import dev.surety.wire.state.ControlUpdateCodec;
import dev.surety.wire.state.TopicRecordCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Control records between the parser and ROUTE; no state and no savepoint has this form. */
final class ControlRecordSerializer extends WireSerializer<ControlRecord> {

  private static final long serialVersionUID = 1L;

  static final ControlRecordSerializer INSTANCE = new ControlRecordSerializer();

  @Override
  void write(ControlRecord value, DataOutput out) throws IOException {
    ControlUpdateCodec.write(value.update(), out);
    TopicRecordCodec.write(value.record(), out);
  }

  @Override
  ControlRecord read(DataInput in) throws IOException {
    return new ControlRecord(ControlUpdateCodec.read(in), TopicRecordCodec.read(in));
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public ControlRecord createInstance() {
    return null;
  }

  @Override
  public TypeSerializerSnapshot<ControlRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Flink asks for one, though nothing that is kept is in this form. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ControlRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
