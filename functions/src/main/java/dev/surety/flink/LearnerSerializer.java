package dev.surety.flink;

import dev.surety.engine.Learner;
import dev.surety.wire.state.LearnerCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** State {@code learner}. */
final class LearnerSerializer extends WireSerializer<Learner> {

  private static final long serialVersionUID = 1L;

  static final LearnerSerializer INSTANCE = new LearnerSerializer();

  @Override
  void write(Learner value, DataOutput out) throws IOException {
    LearnerCodec.write(value, out);
  }

  @Override
  Learner read(DataInput in) throws IOException {
    return LearnerCodec.read(in);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public Learner createInstance() {
    return new Learner();
  }

  @Override
  public TypeSerializerSnapshot<Learner> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Learner> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
