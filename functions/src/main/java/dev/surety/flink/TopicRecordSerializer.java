package dev.surety.flink;

import dev.surety.wire.json.TopicRecord;
import dev.surety.wire.state.TopicRecordCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Records on their way to Kafka. */
final class TopicRecordSerializer extends WireSerializer<TopicRecord> {

  private static final long serialVersionUID = 1L;

  static final TopicRecordSerializer INSTANCE = new TopicRecordSerializer();

  @Override
  void write(TopicRecord value, DataOutput out) throws IOException {
    TopicRecordCodec.write(value, out);
  }

  @Override
  TopicRecord read(DataInput in) throws IOException {
    return TopicRecordCodec.read(in);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TopicRecord createInstance() {
    return null;
  }

  @Override
  public TypeSerializerSnapshot<TopicRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TopicRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
