package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredColumnsTest {

  private static final byte LAYOUT = LearnerBytes.LAYOUT;

  /** Columns of zeros, of counts, and of numbers of any bits, side by side. */
  @Property
  void everyBitComesBack(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 16) int columns,
      @ForAll @IntRange(min = 0, max = 40) int rows,
      @ForAll Precision precision) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[columns][rows];
    for (double[] column : values) {
      int kind = random.nextInt(4);
      for (int row = 0; row < rows; row++) {
        column[row] = number(random, kind, precision);
      }
    }

    byte[] stored = stored(values, rows, precision);

    assertThat(bits(read(stored, columns, rows, precision))).isEqualTo(bits(values));
    int masks = columns > 8 ? 4 : 2;
    assertThat(stored).hasSizeLessThanOrEqualTo(masks + columns * rows * precision.bytes());
  }

  private static double number(SplittableRandom random, int kind, Precision precision) {
    return switch (kind) {
      case 0 -> 0;
      case 1 -> random.nextInt(1 << random.nextInt(25)); // all of them are 4-byte numbers
      case 2 -> random.nextInt(8) == 0 ? -0.0 : random.nextInt(9);
      default ->
          precision == Precision.EXACT
              ? Double.longBitsToDouble(random.nextLong())
              : Float.intBitsToFloat(random.nextInt() & ~0x0080_0000); // no infinity, no NaN
    };
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "127, 1", "128, 2", "16384, 3", "2097152, 4", "268435455, 4"})
  void aCountTakesAByteForEach7Bits(double count, int bytes) {
    assertThat(stored(new double[][] {{count}}, 1, Precision.EXACT)).hasSize(2 + bytes);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, -1, -0.0, 268435456, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoSmallCountTakesWhatThePrecisionSays(double number) {
    double[][] columns = {{3, number}};

    byte[] stored = stored(columns, 2, Precision.EXACT);

    assertThat(stored).hasSize(2 + 2 * Double.BYTES);
    assertThat(bits(read(stored, 1, 2, Precision.EXACT))).isEqualTo(bits(columns));
  }

  @Test
  void columnsOfZerosTakeNoRoom() {
    assertThat(stored(new double[2][30], 30, Precision.COMPACT)).isEqualTo(new byte[] {0, 0});
  }

  @Test
  void countWithoutEndIsRefused() {
    byte[] endless = {1, 1, -1, -1, -1, -1, -1, 0};

    assertThatThrownBy(() -> read(endless, 1, 1, Precision.COMPACT))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static byte[] stored(double[][] columns, int rows, Precision precision) {
    ByteBuffer out = ByteBuffer.allocate(1 << 14);
    StoredColumns.put(out, columns, rows, precision);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** Into columns that were in use. */
  private static double[][] read(byte[] stored, int columns, int rows, Precision precision) {
    double[][] read = new double[columns][rows];
    Arrays.stream(read).forEach(column -> Arrays.fill(column, 7));
    StoredColumns.get(ByteBuffer.wrap(stored), read, rows, precision, LAYOUT);
    return read;
  }

  private static long[] bits(double[][] columns) {
    return Arrays.stream(columns)
        .flatMapToDouble(Arrays::stream)
        .mapToLong(Double::doubleToRawLongBits)
        .toArray();
  }
}
