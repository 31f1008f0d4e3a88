package dev.surety.wire;

import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.estimator.CostEstimator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Binary form of {@link Learner}; the first byte is the version of the layout. */
public final class LearnerCodec {

  /** The newest layout, which is the one that is written. */
  public static final int VERSION = 1;

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
    writeCosts(learner.costs, out);
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
    CostEstimator costs = readCosts(in);
    return new Learner(models, costs, in.readUTF(), MemoryCodec.readLearned(in));
  }

  /** Ratios of money paid take room only where usage says what was paid. */
  private static void writeCosts(CostEstimator costs, DataOutput out) throws IOException {
    out.writeDouble(costs.inputTokens);
    out.writeLong(costs.inputCount);
    int slots = costs.outputTokens.length;
    boolean paid = Arrays.stream(costs.paidCount).anyMatch(count -> count != 0);
    out.writeShort(slots);
    out.writeBoolean(paid);
    for (int slot = 0; slot < slots; slot++) {
      out.writeDouble(costs.outputTokens[slot]);
      out.writeInt(costs.outputCount[slot]);
      if (paid) {
        out.writeDouble(costs.paidRatio[slot]);
        out.writeInt(costs.paidCount[slot]);
      }
    }
  }

  private static CostEstimator readCosts(DataInput in) throws IOException {
    CostEstimator costs = new CostEstimator();
    costs.inputTokens = in.readDouble();
    costs.inputCount = in.readLong();
    costs.ensureSlots(in.readUnsignedShort());
    boolean paid = in.readBoolean();
    for (int slot = 0; slot < costs.outputTokens.length; slot++) {
      costs.outputTokens[slot] = in.readDouble();
      costs.outputCount[slot] = in.readInt();
      if (paid) {
        costs.paidRatio[slot] = in.readDouble();
        costs.paidCount[slot] = in.readInt();
      }
    }
    return costs;
  }
}
