package dev.surety.policy.surety;

import java.nio.ByteBuffer;

/**
 * The stored form of some columns of equal length, at most 16: which of them are not all 0, which
 * hold counts, then the columns one after the other. Counts take as many groups of 7 bits as they
 * need, the lowest first; most are below 128. Other numbers take what the precision says. Every bit
 * of a number comes back, the sign of a zero too.
 *
 * <p>Layout 1 of a learner knew no counts, and its mask always took 2 bytes.
 */
final class StoredColumns {
  /** From here on a count would take more room than a 4-byte number. */
  private static final int COUNTS_END = 1 << 28;

  /** More columns than a byte has bits have masks of 2 bytes. */
  private static final int SMALL_MASK = 8;

  private StoredColumns() {}

  static void put(ByteBuffer out, double[][] columns, int rows, Precision precision) {
    int present = 0;
    int counts = 0;
    for (int i = 0; i < columns.length; i++) {
      present |= zeros(columns[i], 0, rows) ? 0 : 1 << i;
      counts |= counts(columns[i], rows) ? 1 << i : 0;
    }
    counts &= present;
    putMask(out, present, columns.length);
    putMask(out, counts, columns.length);
    for (int i = 0; i < columns.length; i++) {
      if ((counts >> i & 1) != 0) {
        putCounts(out, columns[i], rows);
      } else if ((present >> i & 1) != 0) {
        putNumbers(out, columns[i], rows, precision);
      }
    }
  }

  /**
   * Fills the first {@code rows} rows.
   *
   * @param layout of the learner
   */
  static void get(ByteBuffer in, double[][] columns, int rows, Precision precision, byte layout) {
    int present = layout == 1 ? in.getShort() & 0xffff : getMask(in, columns.length);
    int counts = layout == 1 ? 0 : getMask(in, columns.length);
    for (int i = 0; i < columns.length; i++) {
      boolean any = (present >> i & 1) != 0;
      boolean counted = (counts >> i & 1) != 0;
      for (int row = 0; row < rows; row++) {
        columns[i][row] = !any ? 0 : counted ? getCount(in) : getNumber(in, precision);
      }
    }
  }

  static void putNumber(ByteBuffer out, double value, Precision precision) {
    if (precision == Precision.EXACT) {
      out.putDouble(value);
    } else {
      out.putFloat((float) value);
    }
  }

  static double getNumber(ByteBuffer in, Precision precision) {
    return precision == Precision.EXACT ? in.getDouble() : in.getFloat();
  }

  private static void putNumbers(ByteBuffer out, double[] column, int rows, Precision precision) {
    for (int row = 0; row < rows; row++) {
      putNumber(out, column[row], precision);
    }
  }

  private static void putCounts(ByteBuffer out, double[] column, int rows) {
    for (int row = 0; row < rows; row++) {
      int left = (int) column[row];
      for (; left > 0x7f; left >>>= 7) {
        out.put((byte) (left | 0x80));
      }
      out.put((byte) left);
    }
  }

  private static int getCount(ByteBuffer in) {
    int count = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      byte group = in.get();
      count |= (group & 0x7f) << shift;
      if (group >= 0) {
        return count;
      }
    }
    throw new IndexOutOfBoundsException("a count has no end");
  }

  private static void putMask(ByteBuffer out, int mask, int columns) {
    if (columns > SMALL_MASK) {
      out.putShort((short) mask);
    } else {
      out.put((byte) mask);
    }
  }

  private static int getMask(ByteBuffer in, int columns) {
    return columns > SMALL_MASK ? in.getShort() & 0xffff : in.get() & 0xff;
  }

  /**
   * Whether nothing is lost if the rows from one to below another are left out. Bitwise, so that a
   * negative zero is kept.
   */
  static boolean zeros(double[] column, int from, int to) {
    for (int row = from; row < to; row++) {
      if (Double.doubleToRawLongBits(column[row]) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Bitwise, as {@link #zeros}. */
  private static boolean counts(double[] column, int rows) {
    for (int row = 0; row < rows; row++) {
      int count = (int) column[row];
      boolean whole = Double.doubleToRawLongBits(count) == Double.doubleToRawLongBits(column[row]);
      if (!whole || count < 0 || count >= COUNTS_END) {
        return false;
      }
    }
    return true;
  }
}
