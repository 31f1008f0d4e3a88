package dev.surety.flink;

import dev.surety.policy.fleet.FleetMember;
import dev.surety.wire.state.FleetMemberCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** State {@code fleet-members}. */
final class FleetMemberSerializer extends WireSerializer<FleetMember> {

  private static final long serialVersionUID = 1L;

  static final FleetMemberSerializer INSTANCE = new FleetMemberSerializer();

  @Override
  void write(FleetMember value, DataOutput out) throws IOException {
    FleetMemberCodec.write(value, out);
  }

  @Override
  FleetMember read(DataInput in) throws IOException {
    return FleetMemberCodec.read(in);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public FleetMember createInstance() {
    return new FleetMember();
  }

  @Override
  public TypeSerializerSnapshot<FleetMember> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FleetMember> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
