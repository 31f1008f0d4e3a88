package dev.surety.wire.state;

import static dev.surety.wire.state.CompactNumbers.readCount;
import static dev.surety.wire.state.CompactNumbers.readNumber;
import static dev.surety.wire.state.CompactNumbers.writeCount;
import static dev.surety.wire.state.CompactNumbers.writeNumber;

import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.engine.UnknownNames;
import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.FadingMeans;
import dev.surety.policy.LayoutVersion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Binary form of {@link Learner}; the first byte is the version of the layout. What stands in it
 * for each model, beside its name, are its prices in {@link CompactNumbers} and 4-byte sums that
 * fade. Layout 2 had {@link LifetimeUsage} in their place.
 */
public final class LearnerCodec {

  /** The newest layout, which is the one that is written. */
  public static final int VERSION = 3;

  /** Slots are kept as shorts elsewhere. */
  private static final int MOST_SLOTS = 0xffff;

  private static final LifetimeUsage.Numbers COMPACT =
      new LifetimeUsage.Numbers() {
        @Override
        public double number(DataInput in) throws IOException {
          return readNumber(in);
        }

        @Override
        public long count(DataInput in) throws IOException {
          return readCount(in);
        }
      };

  private LearnerCodec() {}

  public static void write(Learner learner, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    writeModels(learner.models.rows, out);
    writeCosts(learner.costs, out);
    writeNames(learner.unknownNames, out);
    out.writeUTF(learner.memoryKind);
    MemoryCodec.LEARNED.write(learner.memory, out);
  }

  /**
   * @throws IOException also when the bytes are of a newer version
   */
  public static Learner read(DataInput in) throws IOException {
    int layout = in.readByte();
    LayoutVersion.check("learner", layout, VERSION);
    if (layout == 1) {
      return LearnerLayout1.read(in);
    }
    ModelTable models = readModels(in);
    CostEstimator costs = layout == 2 ? readLifetimeCosts(in) : readCosts(in);
    UnknownNames names = layout == 2 ? new UnknownNames() : readNames(in);
    return new Learner(models, costs, names, in.readUTF(), MemoryCodec.LEARNED.read(in));
  }

  private static void writeNames(UnknownNames unknown, DataOutput out) throws IOException {
    writeCount(unknown.names().size(), out);
    for (UnknownNames.Named named : unknown.names()) {
      out.writeUTF(named.name());
      writeCount(named.count(), out);
    }
    writeCount(unknown.others(), out);
  }

  private static UnknownNames readNames(DataInput in) throws IOException {
    List<UnknownNames.Named> names = new ArrayList<>();
    for (long left = readCount(in); left > 0; left--) {
      names.add(new UnknownNames.Named(in.readUTF(), readCount(in)));
    }
    return new UnknownNames(names, readCount(in));
  }

  /** Who is in the pool, a bit each; then names and prices. */
  private static void writeModels(List<ModelTable.Row> rows, DataOutput out) throws IOException {
    writeCount(rows.size(), out);
    byte[] inPool = new byte[flagBytes(rows.size())];
    for (int slot = 0; slot < rows.size(); slot++) {
      inPool[slot / Byte.SIZE] |= (byte) (rows.get(slot).inPool ? 1 << slot % Byte.SIZE : 0);
    }
    out.write(inPool);
    for (ModelTable.Row row : rows) {
      out.writeUTF(row.name);
      writeNumber(row.inputUsdPerMtok, out);
      writeNumber(row.outputUsdPerMtok, out);
    }
  }

  private static ModelTable readModels(DataInput in) throws IOException {
    ModelTable models = new ModelTable();
    int size = slots(readCount(in));
    byte[] inPool = new byte[flagBytes(size)];
    in.readFully(inPool);
    for (int slot = 0; slot < size; slot++) {
      boolean flag = (inPool[slot / Byte.SIZE] >> slot % Byte.SIZE & 1) != 0;
      models.rows.add(new ModelTable.Row(in.readUTF(), readNumber(in), readNumber(in), flag));
    }
    return models;
  }

  /** Ratios of money paid take room only where usage says what was paid. */
  private static void writeCosts(CostEstimator costs, DataOutput out) throws IOException {
    boolean paid = Arrays.stream(costs.paidRatio.count).anyMatch(count -> count != 0);
    writeMean(costs.inputTokens, 0, out);
    writeCount(2L * costs.slots() + (paid ? 1 : 0), out);
    for (int slot = 0; slot < costs.slots(); slot++) {
      writeMean(costs.outputTokens, slot, out);
      if (paid) {
        writeMean(costs.paidRatio, slot, out);
      }
    }
  }

  private static CostEstimator readCosts(DataInput in) throws IOException {
    CostEstimator costs = new CostEstimator();
    readMean(in, costs.inputTokens, 0);
    long slotsAndPaid = readCount(in);
    boolean paid = (slotsAndPaid & 1) != 0;
    costs.ensureSlots(slots(slotsAndPaid >>> 1));
    for (int slot = 0; slot < costs.slots(); slot++) {
      readMean(in, costs.outputTokens, slot);
      if (paid) {
        readMean(in, costs.paidRatio, slot);
      }
    }
    return costs;
  }

  private static void writeMean(FadingMeans means, int slot, DataOutput out) throws IOException {
    out.writeFloat((float) means.sum[slot]);
    out.writeFloat((float) means.count[slot]);
  }

  private static void readMean(DataInput in, FadingMeans means, int slot) throws IOException {
    means.sum[slot] = in.readFloat();
    means.count[slot] = in.readFloat();
  }

  private static CostEstimator readLifetimeCosts(DataInput in) throws IOException {
    double inputTokens = readNumber(in);
    long requests = readCount(in);
    long slotsAndPaid = readCount(in);
    LifetimeUsage usage = new LifetimeUsage(inputTokens, requests, slots(slotsAndPaid >>> 1));
    return usage.read((slotsAndPaid & 1) != 0, COMPACT, in);
  }

  private static int flagBytes(int flags) {
    return (flags + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Damage must not ask for more memory than any state takes. */
  private static int slots(long count) throws IOException {
    if (count < 0 || count > MOST_SLOTS) {
      throw new IOException(
          "learner state tells of %d models, but no key has more than %d; it is damaged"
              .formatted(count, MOST_SLOTS));
    }
    return (int) count;
  }
}
