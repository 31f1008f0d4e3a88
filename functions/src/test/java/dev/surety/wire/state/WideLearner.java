package dev.surety.wire.state;

import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.estimator.FadingMeans;
import dev.surety.policy.surety.SuretyLearner;
import dev.surety.policy.surety.WideLayout;
import dev.surety.testing.Bytes;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Writes whole learners of policy {@code surety} with every number at full width, as layout 1 did.
 * Tests compare by it: equal bytes are equal values, bit for bit.
 */
final class WideLearner {

  private static final int SURETY_LEARNER = 4;

  private WideLearner() {}

  static byte[] of(Learner learner) {
    return Bytes.of(out -> write(learner, out));
  }

  private static void write(Learner learner, DataOutput out) throws IOException {
    out.writeShort(learner.models.size());
    for (ModelTable.Row row : learner.models.rows) {
      out.writeUTF(row.name);
      out.writeDouble(row.inputUsdPerMtok);
      out.writeDouble(row.outputUsdPerMtok);
      out.writeBoolean(row.inPool);
    }
    for (FadingMeans means :
        List.of(learner.costs.inputTokens, learner.costs.outputTokens, learner.costs.paidRatio)) {
      for (int slot = 0; slot < means.slots(); slot++) {
        out.writeDouble(means.sum[slot]);
        out.writeDouble(means.count[slot]);
      }
    }
    out.writeUTF(learner.memoryKind);
    byte[] memory = WideLayout.learner((SuretyLearner) learner.memory);
    out.writeByte(SURETY_LEARNER);
    out.writeInt(memory.length);
    out.write(memory);
  }
}
