package dev.surety.flink;

import dev.surety.domain.TenantEvent;
import dev.surety.wire.state.EventTexts;
import dev.surety.wire.state.OwnHeaders;
import dev.surety.wire.state.TenantEventCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * Events on their way to ROUTE. The state {@code held} is in this form, so savepoints have it; a
 * partition that is written as its complement, below 0, tells that headers follow.
 */
final class InboundEventSerializer extends WireSerializer<InboundEvent> {

  private static final long serialVersionUID = 1L;

  static final InboundEventSerializer INSTANCE = new InboundEventSerializer();

  /** One a thread, as Flink has it of serializers with something of their own. */
  private transient EventTexts texts;

  @Override
  void write(InboundEvent value, DataOutput out) throws IOException {
    TenantEventCodec.write(value.event(), out);
    boolean plain = value.headers().isEmpty();
    out.writeInt(plain ? value.partition() : ~value.partition());
    out.writeLong(value.offset());
    out.writeLong(value.appendedAt());
    if (!plain) {
      OwnHeaders.write(value.headers(), out);
    }
  }

  @Override
  InboundEvent read(DataInput in) throws IOException {
    if (texts == null) {
      texts = new EventTexts();
    }
    TenantEvent event = TenantEventCodec.readNext(in, texts);
    int partition = in.readInt();
    long offset = in.readLong();
    long appendedAt = in.readLong();
    return partition >= 0
        ? new InboundEvent(event, partition, offset, appendedAt)
        : new InboundEvent(event, ~partition, offset, appendedAt, OwnHeaders.read(in));
  }

  @Override
  public InboundEventSerializer duplicate() {
    return new InboundEventSerializer();
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
