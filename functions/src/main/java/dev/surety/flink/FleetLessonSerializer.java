package dev.surety.flink;

import dev.surety.policy.fleet.Lesson;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Lessons from ROUTE to FLEET. */
final class FleetLessonSerializer extends WireSerializer<FleetLesson> {

  private static final long serialVersionUID = 1L;

  static final FleetLessonSerializer INSTANCE = new FleetLessonSerializer();

  @Override
  void write(FleetLesson value, DataOutput out) throws IOException {
    out.writeUTF(value.pool());
    out.writeUTF(value.tenant());
    out.writeUTF(value.tier());
    Lesson lesson = value.lesson();
    out.writeUTF(lesson.model());
    out.writeDouble(lesson.logCost());
    out.writeInt(lesson.context());
    out.writeDouble(lesson.satisfied());
    out.writeDouble(lesson.weight());
    out.writeLong(lesson.served());
    Lesson.Pair pair = lesson.pair();
    out.writeByte(pair == null ? 0 : pair.count());
    if (pair != null) {
      out.writeDouble(pair.said());
      out.writeDouble(pair.judged());
    }
  }

  @Override
  FleetLesson read(DataInput in) throws IOException {
    String pool = in.readUTF();
    String tenant = in.readUTF();
    String tier = in.readUTF();
    String model = in.readUTF();
    double logCost = in.readDouble();
    int context = in.readInt();
    double satisfied = in.readDouble();
    double weight = in.readDouble();
    long served = in.readLong();
    int count = in.readByte();
    Lesson.Pair pair = count == 0 ? null : new Lesson.Pair(in.readDouble(), in.readDouble(), count);
    return new FleetLesson(
        pool, tenant, tier, new Lesson(model, logCost, context, satisfied, weight, served, pair));
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public FleetLesson createInstance() {
    return null;
  }

  @Override
  public TypeSerializerSnapshot<FleetLesson> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints: never rename. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FleetLesson> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
