package dev.surety.flink;

import dev.surety.wire.TenantEventCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Events on their way to ROUTE. */
final class InboundEventSerializer extends WireSerializer<InboundEvent> {

  private static final long serialVersionUID = 1L;

  static final InboundEventSerializer INSTANCE = new InboundEventSerializer();

  @Override
  void write(InboundEvent value, DataOutput out) throws IOException {
    TenantEventCodec.write(value.event(), out);
    out.writeInt(value.partition());
    out.writeLong(value.offset());
    out.writeLong(value.appendedAt());
  }

  @Override
  InboundEvent read(DataInput in) throws IOException {
    return new InboundEvent(TenantEventCodec.read(in), in.readInt(), in.readLong(), in.readLong());
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public InboundEvent createInstance() {
    return null;
  }

  @Override
  public TypeSerializerSnapshot<InboundEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<InboundEvent> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
