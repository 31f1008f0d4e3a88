package dev.surety.policy.surety;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes learners as layout 1 did, all that is stored at full width: equal bytes are equal values,
 * bit for bit. Tests compare learners by it, and have learners of layout 1 by it.
 */
public final class WideLayout {

  private WideLayout() {}

  public static byte[] learner(SuretyLearner learner) {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    TagCells cells = learner.cells;
    SuretyTerms terms = learner.terms;
    int models = learner.models.size();
    out.put((byte) 1).put((byte) learner.precision.ordinal());
    out.put((byte) ((terms.solicited() ? 1 : 0) | (terms.learnsCosts() ? 2 : 0)));
    out.put((byte) models).put((byte) (cells == null ? 0 : cells.buckets() - 1));
    out.put((byte) (cells == null ? 0 : 1));
    out.putDouble(terms.target()).putDouble(terms.satisfiedRate());
    out.putDouble(terms.dissatisfiedRate()).putDouble(learner.costUnit);
    out.putDouble(learner.satisfiedRate).putDouble(learner.dissatisfiedRate);
    out.putDouble(learner.ratedSatisfied).putDouble(learner.ratedDissatisfied);
    out.putDouble(learner.ratedScale).putDouble(learner.labels).putDouble(learner.solicitedLabels);
    out.putDouble(learner.unsolicitedUps).putDouble(learner.unsolicitedDowns);
    columns(out, learner.precision, models, learner.models.columns());
    for (int m = 0; m < models; m++) {
      out.put((byte) ((learner.models.active[m] ? 1 : 0) | (learner.models.newcomer[m] ? 2 : 0)));
      out.put(learner.models.resets[m]);
    }
    if (cells != null) {
      cells(out, cells, learner.precision);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void cells(ByteBuffer out, TagCells cells, Precision precision) {
    int models = cells.models();
    int used = cells.buckets();
    while (used > 0 && unused(cells, used - 1)) {
      used--;
    }
    out.put((byte) used);
    columns(out, precision, models, cells.level, cells.offset);
    columns(out, precision, used, cells.effect, cells.costRatio);
    columns(out, Precision.EXACT, used, cells.paid, cells.expected);
    boolean owned = Arrays.stream(cells.owner).anyMatch(owner -> owner != 0);
    out.put((byte) (owned ? 1 : 0));
    for (int b = 0; owned && b < used; b++) {
      out.putInt(cells.owner[b]);
    }
    columns(out, precision, used * models, cells.satisfied, cells.weight);
    out.put((byte) cells.asides);
    for (int i = 0; i < cells.asides; i++) {
      out.putShort((short) cells.asideCell[i]);
      number(out, precision, cells.asideRate[i]);
    }
  }

  private static boolean unused(TagCells cells, int bucket) {
    boolean used =
        cells.owner[bucket] != 0
            || cells.paid[bucket] != 0
            || cells.expected[bucket] != 0
            || cells.effect[bucket] != 0
            || cells.costRatio[bucket] != 1;
    for (int m = 0; m < cells.models(); m++) {
      int cell = bucket * cells.models() + m;
      used |= cells.satisfied[cell] != 0 || cells.weight[cell] != 0;
    }
    return !used;
  }

  private static void columns(ByteBuffer out, Precision precision, int rows, double[]... columns) {
    int present = 0;
    for (int i = 0; i < columns.length; i++) {
      for (int row = 0; row < rows; row++) {
        present |= Double.doubleToRawLongBits(columns[i][row]) == 0 ? 0 : 1 << i;
      }
    }
    out.putShort((short) present);
    for (int i = 0; i < columns.length; i++) {
      for (int row = 0; (present >> i & 1) != 0 && row < rows; row++) {
        number(out, precision, columns[i][row]);
      }
    }
  }

  private static void number(ByteBuffer out, Precision precision, double value) {
    if (precision == Precision.EXACT) {
      out.putDouble(value);
    } else {
      out.putFloat((float) value);
    }
  }
}
