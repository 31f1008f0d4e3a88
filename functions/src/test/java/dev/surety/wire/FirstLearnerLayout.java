package dev.surety.wire;

import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.policy.surety.FirstLayout;
import dev.surety.policy.surety.SuretyLearner;
import dev.surety.testing.Bytes;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Writes whole learners of policy {@code surety} in layout 1, as the first released jobs did. */
final class FirstLearnerLayout {

  private static final int SURETY_LEARNER = 4;

  private FirstLearnerLayout() {}

  /** As {@code LearnerCodec} wrote it. */
  static byte[] of(Learner learner) {
    return Bytes.of(out -> write(learner, out));
  }

  private static void write(Learner learner, DataOutput out) throws IOException {
    out.writeByte(1);
    out.writeShort(learner.models.size());
    for (ModelTable.Row row : learner.models.rows) {
      out.writeUTF(row.name);
      out.writeDouble(row.inputUsdPerMtok);
      out.writeDouble(row.outputUsdPerMtok);
      out.writeBoolean(row.inPool);
    }
    int slots = learner.costs.outputTokens.length;
    boolean paid = Arrays.stream(learner.costs.paidCount).anyMatch(count -> count != 0);
    out.writeDouble(learner.costs.inputTokens);
    out.writeLong(learner.costs.inputCount);
    out.writeShort(slots);
    out.writeBoolean(paid);
    for (int slot = 0; slot < slots; slot++) {
      out.writeDouble(learner.costs.outputTokens[slot]);
      out.writeInt(learner.costs.outputCount[slot]);
      if (paid) {
        out.writeDouble(learner.costs.paidRatio[slot]);
        out.writeInt(learner.costs.paidCount[slot]);
      }
    }
    out.writeUTF(learner.memoryKind);
    byte[] memory = FirstLayout.learner((SuretyLearner) learner.memory);
    out.writeByte(SURETY_LEARNER);
    out.writeInt(memory.length);
    out.write(memory);
  }
}
