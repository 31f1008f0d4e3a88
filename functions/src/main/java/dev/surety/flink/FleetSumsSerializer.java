package dev.surety.flink;

import dev.surety.policy.fleet.FleetSums;
import dev.surety.wire.state.FleetSumsCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** State {@code fleet-sums}. */
final class FleetSumsSerializer extends WireSerializer<FleetSums> {

  private static final long serialVersionUID = 1L;

  static final FleetSumsSerializer INSTANCE = new FleetSumsSerializer();

  @Override
  void write(FleetSums value, DataOutput out) throws IOException {
    FleetSumsCodec.write(value, out);
  }

  @Override
  FleetSums read(DataInput in) throws IOException {
    return FleetSumsCodec.read(in);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public FleetSums createInstance() {
    return new FleetSums();
  }

  @Override
  public TypeSerializerSnapshot<FleetSums> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FleetSums> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
