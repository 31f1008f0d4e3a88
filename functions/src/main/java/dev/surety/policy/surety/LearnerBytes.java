package dev.surety.policy.surety;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The stored form of a learner; see {@link SuretyCodec}. Layout 2 is layout 1 with other {@link
 * StoredColumns}; layout 3 has faded means of costs where {@link LifetimeCosts} were; layout 4 has
 * what the fleet's rates added to the models', layout 5 what a judge said besides, layout 6 in
 * which contexts. A learner is written in the oldest layout that has all of it: 3 without a fleet
 * and a judge, 4 without a judge, 5 where the fleet tells no contexts apart.
 */
final class LearnerBytes {
  /** The newest layout, which is the one that is written. */
  static final byte LAYOUT = 6;

  private static final byte WITHOUT_PLACES = 5;

  private static final byte WITHOUT_JUDGE = 4;

  private static final byte WITHOUT_FLEET = 3;

  private static final int MOST_BUCKETS = 256;

  private static final int HEADER = 6 + 18 * Double.BYTES + Integer.BYTES;

  private LearnerBytes() {}

  static byte[] write(SuretyLearner learner) {
    ByteBuffer out = ByteBuffer.allocate(bound(learner));
    TagCells cells = learner.cells;
    SuretyTerms terms = learner.terms;
    int used = cells == null ? 0 : usedBuckets(cells);
    int models = learner.models.size();
    byte layout = layout(learner);
    out.put(layout).put((byte) learner.precision.ordinal());
    int deviating = cells != null && cells.deviating ? 4 : 0;
    int learnsCosts = terms.learnsCosts() ? 2 : 0;
    out.put((byte) ((terms.solicited() ? 1 : 0) | learnsCosts | deviating));
    out.put((byte) models).put((byte) (cells == null ? 0 : cells.buckets() - 1));
    out.put((byte) (cells == null ? 0 : 1));
    out.putDouble(terms.target()).putDouble(terms.satisfiedRate());
    out.putDouble(terms.dissatisfiedRate()).putDouble(learner.costUnit);
    out.putDouble(learner.satisfiedRate).putDouble(learner.dissatisfiedRate);
    out.putDouble(learner.ratedSatisfied).putDouble(learner.ratedDissatisfied);
    out.putDouble(learner.ratedScale).putDouble(learner.labels).putDouble(learner.solicitedLabels);
    out.putDouble(learner.unsolicitedUps).putDouble(learner.unsolicitedDowns);
    StoredColumns.put(out, learner.models.columns(), models, learner.precision);
    if (layout > WITHOUT_JUDGE) {
      out.putDouble(learner.judgeAccuracy);
      out.putDouble(learner.pairsSatisfied).putDouble(learner.pairsDissatisfied);
      out.putDouble(learner.agreedSatisfied).putDouble(learner.errorsDissatisfied);
      StoredColumns.put(out, learner.models.judgedColumns(), models, learner.precision);
    }
    if (layout > WITHOUT_PLACES) {
      StoredColumns.put(out, learner.models.placedColumns(), models, learner.precision);
    }
    for (int m = 0; m < models; m++) {
      out.put((byte) ((learner.models.active[m] ? 1 : 0) | (learner.models.newcomer[m] ? 2 : 0)));
      out.put(learner.models.resets[m]);
    }
    if (cells != null) {
      writeCells(out, cells, used, learner.precision, layout);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  static SuretyLearner read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte layout = in.get();
    SuretyCodec.checkVersion("learner", layout, LAYOUT);
    Precision precision = Precision.values()[in.get()];
    byte flags = in.get();
    int models = in.get() & 0xff;
    int buckets = (in.get() & 0xff) + 1;
    boolean tags = in.get() != 0;
    double target = in.getDouble();
    double satisfiedRate = in.getDouble();
    double dissatisfiedRate = in.getDouble();
    SuretyTerms terms =
        new SuretyTerms(
            target, satisfiedRate, dissatisfiedRate, (flags & 1) != 0, (flags & 2) != 0, tags);
    SuretyLearner learner = new SuretyLearner(terms, precision, buckets);
    learner.costUnit = in.getDouble();
    learner.satisfiedRate = in.getDouble();
    learner.dissatisfiedRate = in.getDouble();
    learner.ratedSatisfied = in.getDouble();
    learner.ratedDissatisfied = in.getDouble();
    learner.ratedScale = in.getDouble();
    learner.labels = in.getDouble();
    learner.solicitedLabels = in.getDouble();
    learner.unsolicitedUps = in.getDouble();
    learner.unsolicitedDowns = in.getDouble();
    learner.models.grow(models);
    StoredColumns.get(in, learner.models.columns(), models, precision, layout);
    if (layout > WITHOUT_JUDGE) {
      learner.judgeAccuracy = in.getDouble();
      learner.pairsSatisfied = in.getDouble();
      learner.pairsDissatisfied = in.getDouble();
      learner.agreedSatisfied = in.getDouble();
      learner.errorsDissatisfied = in.getDouble();
      StoredColumns.get(in, learner.models.judgedColumns(), models, precision, layout);
    }
    if (layout > WITHOUT_PLACES) {
      StoredColumns.get(in, learner.models.placedColumns(), models, precision, layout);
    }
    for (int m = 0; m < models; m++) {
      byte modelFlags = in.get();
      learner.models.active[m] = (modelFlags & 1) != 0;
      learner.models.newcomer[m] = (modelFlags & 2) != 0;
      learner.models.resets[m] = in.get();
    }
    if (tags) {
      learner.cells.deviating = (flags & 4) != 0;
      learner.cells.grow(models);
      readCells(in, learner.cells, precision, layout);
    }
    if (layout < 3) {
      LifetimeCosts.takeOver(learner);
    }
    return learner;
  }

  /** By their bits, as columns are: what a layout leaves out comes back as 0 without a sign. */
  private static byte layout(SuretyLearner learner) {
    ModelEvidence models = learner.models;
    if (!StoredColumns.zeros(models.judgedPlaced, 0, models.size())
        || !StoredColumns.zeros(models.judgedExcess, 0, models.size())) {
      return LAYOUT;
    }
    if (learner.judgeAccuracy > 0) {
      return WITHOUT_PLACES;
    }
    return isOfFleet(learner.cells) ? WITHOUT_JUDGE : WITHOUT_FLEET;
  }

  private static boolean isOfFleet(TagCells cells) {
    return cells != null
        && (cells.deviating || !StoredColumns.zeros(cells.deviation, 0, cells.models()));
  }

  private static void writeCells(
      ByteBuffer out, TagCells cells, int used, Precision precision, byte layout) {
    out.put((byte) used);
    StoredColumns.put(out, ofModels(cells, layout), cells.models(), precision);
    StoredColumns.put(out, ofBuckets(cells), used, precision);
    StoredColumns.put(out, sums(cells), used, Precision.EXACT);
    boolean owned = false;
    for (int owner : cells.owner) {
      owned |= owner != 0;
    }
    out.put((byte) (owned ? 1 : 0));
    for (int b = 0; owned && b < used; b++) {
      out.putInt(cells.owner[b]);
    }
    StoredColumns.put(out, ofCells(cells), used * cells.models(), precision);
    out.put((byte) cells.asides);
    for (int i = 0; i < cells.asides; i++) {
      out.putShort((short) cells.asideCell[i]);
      StoredColumns.putNumber(out, cells.asideRate[i], precision);
    }
  }

  private static void readCells(ByteBuffer in, TagCells cells, Precision precision, byte layout) {
    int used = in.get() & 0xff;
    // None and all of 256 look alike in a byte. Of none all columns are left out, as zeros.
    boolean either = used == 0 && cells.buckets() == MOST_BUCKETS;
    used = either ? MOST_BUCKETS : used;
    StoredColumns.get(in, ofModels(cells, layout), cells.models(), precision, layout);
    StoredColumns.get(in, ofBuckets(cells), used, precision, layout);
    if (either && cells.costRatio[0] == 0) {
      Arrays.fill(cells.costRatio, 1);
    }
    StoredColumns.get(in, sums(cells), used, Precision.EXACT, layout);
    boolean owned = in.get() != 0;
    for (int b = 0; owned && b < used; b++) {
      cells.owner[b] = in.getInt();
    }
    StoredColumns.get(in, ofCells(cells), used * cells.models(), precision, layout);
    cells.asides = in.get();
    for (int i = 0; i < cells.asides; i++) {
      cells.asideCell[i] = in.getShort() & 0xffff;
      cells.asideRate[i] = StoredColumns.getNumber(in, precision);
    }
  }

  private static double[][] ofModels(TagCells cells, byte layout) {
    return layout <= WITHOUT_FLEET
        ? new double[][] {cells.level, cells.offset}
        : new double[][] {cells.level, cells.offset, cells.deviation};
  }

  private static double[][] ofBuckets(TagCells cells) {
    return new double[][] {cells.effect, cells.costRatio};
  }

  /** Sums over models of very different costs: in a 4-byte one the cheap would not count. */
  private static double[][] sums(TagCells cells) {
    return new double[][] {cells.paid, cells.expected};
  }

  private static double[][] ofCells(TagCells cells) {
    return new double[][] {cells.satisfied, cells.weight};
  }

  private static int usedBuckets(TagCells cells) {
    int used = cells.buckets();
    while (used > 0 && unused(cells, used - 1)) {
      used--;
    }
    return used;
  }

  private static boolean unused(TagCells cells, int b) {
    int first = b * cells.models();
    int end = first + cells.models();
    return cells.owner[b] == 0
        && cells.costRatio[b] == 1
        && StoredColumns.zeros(cells.paid, b, b + 1)
        && StoredColumns.zeros(cells.expected, b, b + 1)
        && StoredColumns.zeros(cells.effect, b, b + 1)
        && StoredColumns.zeros(cells.satisfied, first, end)
        && StoredColumns.zeros(cells.weight, first, end);
  }

  private static int bound(SuretyLearner learner) {
    int models = learner.models.size();
    int buckets = learner.cells == null ? 0 : learner.cells.buckets();
    int numbers = 25 * models + 5 * buckets + 2 * buckets * models + 40;
    return HEADER + 64 + 3 * models + numbers * Double.BYTES;
  }
}
