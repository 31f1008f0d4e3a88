package dev.surety.flink;

import dev.surety.policy.health.BreakerBoard;
import dev.surety.wire.state.BreakerBoardCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** State {@code breakers}. */
final class BreakerBoardSerializer extends WireSerializer<BreakerBoard> {

  private static final long serialVersionUID = 1L;

  static final BreakerBoardSerializer INSTANCE = new BreakerBoardSerializer();

  @Override
  void write(BreakerBoard value, DataOutput out) throws IOException {
    BreakerBoardCodec.write(value, out);
  }

  @Override
  BreakerBoard read(DataInput in) throws IOException {
    return BreakerBoardCodec.read(in);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public BreakerBoard createInstance() {
    return new BreakerBoard();
  }

  @Override
  public TypeSerializerSnapshot<BreakerBoard> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<BreakerBoard> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
