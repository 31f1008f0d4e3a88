package dev.surety.wire.state;

import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.estimator.CostEstimator;
import java.io.DataInput;
import java.io.IOException;

/** Layout 1 of {@link LearnerCodec}: every number at full width. Read, no longer written. */
final class LearnerLayout1 {

  private static final LifetimeUsage.Numbers NUMBERS =
      new LifetimeUsage.Numbers() {
        @Override
        public double number(DataInput in) throws IOException {
          return in.readDouble();
        }

        @Override
        public long count(DataInput in) throws IOException {
          return Integer.toUnsignedLong(in.readInt());
        }
      };

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
    return new Learner(models, costs, in.readUTF(), MemoryCodec.LEARNED.read(in));
  }

  private static CostEstimator readCosts(DataInput in) throws IOException {
    LifetimeUsage usage = new LifetimeUsage(in.readDouble(), in.readLong(), in.readUnsignedShort());
    return usage.read(in.readBoolean(), NUMBERS, in);
  }
}
