package dev.surety.wire;

import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.estimator.CostEstimator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary form of {@link Learner}; the first byte is the version of the layout. */
public final class LearnerCodec {

  static final int VERSION = 1;

  private LearnerCodec() {}

  public static void write(Learner learner, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeShort(learner.models.size());
    for (ModelTable.Row row : learner.models.rows) {
      out.writeUTF(row.name);
      out.writeDouble(row.inputUsdPerMtok);
      out.writeDouble(row.outputUsdPerMtok);
      out.writeBoolean(row.inPool);
    }
    CostEstimator costs = learner.costs;
    out.writeDouble(costs.inputTokens);
    out.writeLong(costs.inputCount);
    ArrayCodec.writeDoubles(costs.outputTokens, out);
    ArrayCodec.writeLongs(costs.outputCount, out);
    ArrayCodec.writeDoubles(costs.paidRatio, out);
    ArrayCodec.writeLongs(costs.paidCount, out);
    out.writeUTF(learner.memoryKind);
    MemoryCodec.writeLearned(learner.memory, out);
  }

  /**
   * @throws IOException also when the bytes are of a newer version
   */
  public static Learner read(DataInput in) throws IOException {
    LayoutVersion.check("learner", in.readByte(), VERSION);
    ModelTable models = new ModelTable();
    int rows = in.readUnsignedShort();
    for (int i = 0; i < rows; i++) {
      models.rows.add(
          new ModelTable.Row(in.readUTF(), in.readDouble(), in.readDouble(), in.readBoolean()));
    }
    CostEstimator costs = new CostEstimator();
    costs.inputTokens = in.readDouble();
    costs.inputCount = in.readLong();
    costs.outputTokens = ArrayCodec.readDoubles(in);
    costs.outputCount = ArrayCodec.readLongs(in);
    costs.paidRatio = ArrayCodec.readDoubles(in);
    costs.paidCount = ArrayCodec.readLongs(in);
    return new Learner(models, costs, in.readUTF(), MemoryCodec.readLearned(in));
  }
}
