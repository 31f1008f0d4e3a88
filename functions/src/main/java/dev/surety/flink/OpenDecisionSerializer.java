package dev.surety.flink;

import dev.surety.engine.OpenDecision;
import dev.surety.wire.state.OpenDecisionCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Values of the states {@code open-a} and {@code open-b}. */
final class OpenDecisionSerializer extends WireSerializer<OpenDecision> {

  private static final long serialVersionUID = 1L;

  static final OpenDecisionSerializer INSTANCE = new OpenDecisionSerializer();

  @Override
  void write(OpenDecision value, DataOutput out) throws IOException {
    OpenDecisionCodec.write(value, out);
  }

  @Override
  OpenDecision read(DataInput in) throws IOException {
    return OpenDecisionCodec.read(in);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public OpenDecision createInstance() {
    return new OpenDecision();
  }

  @Override
  public TypeSerializerSnapshot<OpenDecision> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<OpenDecision> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
