package dev.surety.wire;

import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.estimator.CostEstimator;
import java.io.DataInput;
import java.io.IOException;

/** Layout 1 of {@link LearnerCodec}: every number at full width. Read, no longer written. */
final class LearnerLayout1 {

  private LearnerLayout1() {}

  /** What follows the version. */
  static Learner read(DataInput in) throws IOException {
    ModelTable models = new ModelTable();
    int rows = in.readUnsignedShort();
    for (int i = 0; i < rows; i++) {
      models.rows.add(
          new ModelTable.Row(in.readUTF(), in.readDouble(), in.readDouble(), in.readBoolean()));
    }
    CostEstimator costs = readCosts(in);
    return new Learner(models, costs, in.readUTF(), MemoryCodec.readLearned(in));
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
