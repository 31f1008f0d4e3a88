package dev.surety.wire.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Numbers in as few bytes as their values need. Each comes back bit for bit.
 *
 * <p>A count stands in groups of 7 bits, the lowest first, the highest bit of a byte saying that
 * more follow: below 128 it takes 1 byte, below 16,384 2, and 10 at most.
 *
 * <p>A number {@code m / 10^k}, as prices and sums of tokens are, stands as the count {@code 8 m +
 * k}: 0.15 takes 1 byte, 12.5 takes 2. It has at most 6 places below a thousand million, and is
 * whole from there to 2^53. Any other, negative ones and a negative zero too, stands as the count 7
 * and its 8 bytes.
 */
final class CompactNumbers {

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final int MOST_PLACES = 6;
  private static final int PLACES_BITS = 3;
  private static final int PLACES = (1 << PLACES_BITS) - 1;

  /** In place of the decimal places: 8 bytes follow. */
  private static final int RAW = PLACES;

  private static final double DECIMALS_END = 1e9;
  private static final double WHOLES_END = 0x1p53;

  private CompactNumbers() {}

  /** Negative counts are written too, in 10 bytes. */
  static void writeCount(long count, DataOutput out) throws IOException {
    long left = count;
    for (; (left & ~0x7fL) != 0; left >>>= 7) {
      out.writeByte((int) left & 0x7f | 0x80);
    }
    out.writeByte((int) left);
  }

  /**
   * @throws IOException also if what stands there is no count
   */
  static long readCount(DataInput in) throws IOException {
    long count = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte group = in.readByte();
      count |= (group & 0x7fL) << shift;
      if (group >= 0) {
        return count;
      }
    }
    throw new IOException("a count of more than 64 bits; the stored state is damaged");
  }

  static void writeNumber(double number, DataOutput out) throws IOException {
    if (number >= 0 && number < DECIMALS_END) {
      // A number of fewer places is one of the most places too, by the same correct rounding.
      long scaled = (long) Math.rint(number * POWERS[MOST_PLACES]);
      if (same(scaled / POWERS[MOST_PLACES], number)) {
        writeDecimal(scaled, out);
        return;
      }
    } else if (number >= DECIMALS_END && number < WHOLES_END && number == Math.rint(number)) {
      writeCount((long) number << PLACES_BITS, out);
      return;
    }
    writeCount(RAW, out);
    // A stream's writeDouble makes all kinds of NaN one.
    out.writeLong(Double.doubleToRawLongBits(number));
  }

  /** Without the zeros at its end. */
  private static void writeDecimal(long scaled, DataOutput out) throws IOException {
    long digits = scaled;
    int places = digits == 0 ? 0 : MOST_PLACES;
    while (places > 0 && digits % 10 == 0) {
      digits /= 10;
      places--;
    }
    writeCount(digits << PLACES_BITS | places, out);
  }

  /**
   * @throws IOException also if what stands there is no number
   */
  static double readNumber(DataInput in) throws IOException {
    long scaled = readCount(in);
    int places = (int) scaled & PLACES;
    return places == RAW
        ? Double.longBitsToDouble(in.readLong())
        : (scaled >>> PLACES_BITS) / POWERS[places];
  }

  private static boolean same(double left, double right) {
    return Double.doubleToRawLongBits(left) == Double.doubleToRawLongBits(right);
  }
}
