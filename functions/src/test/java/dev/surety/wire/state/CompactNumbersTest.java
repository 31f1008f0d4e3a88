package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.testing.Bytes;
import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactNumbersTest {

  /** Every pattern of 64 bits is a double: all kinds of NaN, both infinities, both zeros. */
  @Property
  void anyNumberComesBackBitForBit(@ForAll long bits) {
    assertThat(throughBytes(Double.longBitsToDouble(bits))).isEqualTo(bits);
  }

  @Property
  void decimalsComeBackBitForBitAndAreSmall(
      @ForAll @LongRange(min = 0, max = 999_999_999) long whole,
      @ForAll @LongRange(min = 0, max = 999_999) long fraction,
      @ForAll @IntRange(min = 0, max = 6) int places) {
    long power = Math.round(Math.pow(10, places));
    long digits = whole * power + fraction % power;
    double decimal = BigDecimal.valueOf(digits, places).doubleValue();

    assertThat(throughBytes(decimal)).isEqualTo(Double.doubleToRawLongBits(decimal));
    assertThat(number(decimal)).hasSizeLessThanOrEqualTo(bytesOf(8 * digits + 7));
  }

  /** Sums of tokens over a tenant's life. */
  @Property
  void wholeNumbersComeBackBitForBitAndAreSmall(
      @ForAll @LongRange(min = 0, max = (1L << 53) - 1) long whole) {
    assertThat(throughBytes(whole)).isEqualTo(Double.doubleToRawLongBits(whole));
    assertThat(number(whole)).hasSizeLessThanOrEqualTo(bytesOf(8 * whole + 7));
  }

  /** Where rounding begins, one step to both sides. */
  @Property
  void neighboursOfDecimalsComeBackBitForBit(
      @ForAll @LongRange(min = 1, max = 1L << 54) long digits,
      @ForAll @IntRange(min = 0, max = 8) int places) {
    double decimal = BigDecimal.valueOf(digits, places).doubleValue();

    for (double number : new double[] {Math.nextUp(decimal), Math.nextDown(decimal), -decimal}) {
      assertThat(throughBytes(number)).isEqualTo(Double.doubleToRawLongBits(number));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-0.0, 9",
    "0.15, 1",
    "12.5, 2",
    "0.000001, 1",
    "0.0000001, 9",
    "-1, 9",
    "250, 2",
    "999999999.999999, 8",
    "1000000000.5, 9",
    "4194303, 4",
    "9007199254740991, 8",
    "9007199254740992, 9",
    "NaN, 9",
    "Infinity, 9",
    "-Infinity, 9",
    "4.9E-324, 9",
    "0.3333333333333333, 9"
  })
  void numberTakesTheRoomItsDigitsNeed(double number, int bytes) {
    assertThat(number(number)).hasSize(bytes);
    assertThat(throughBytes(number)).isEqualTo(Double.doubleToRawLongBits(number));
  }

  @Property
  void anyCountComesBack(@ForAll long count) {
    assertThat(Bytes.<Long>read(count(count), CompactNumbers::readCount)).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "127, 1",
    "128, 2",
    "16383, 2",
    "16384, 3",
    "4294967295, 5",
    "9223372036854775807, 9",
    "-1, 10"
  })
  void countTakesAByteForEach7Bits(long count, int bytes) {
    assertThat(count(count)).hasSize(bytes);
    assertThat(Bytes.<Long>read(count(count), CompactNumbers::readCount)).isEqualTo(count);
  }

  @Test
  void countWithoutEndIsRefused() {
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0xff);

    assertThatThrownBy(() -> Bytes.<Long>read(endless, CompactNumbers::readCount))
        .hasMessageContaining("the stored state is damaged");
  }

  /** A byte for each 7 bits. */
  private static int bytesOf(long count) {
    return (Long.SIZE - Long.numberOfLeadingZeros(count) + 6) / 7;
  }

  private static long throughBytes(double number) {
    return Double.doubleToRawLongBits(Bytes.read(number(number), CompactNumbers::readNumber));
  }

  private static byte[] number(double number) {
    return Bytes.of(out -> CompactNumbers.writeNumber(number, out));
  }

  private static byte[] count(long count) {
    return Bytes.of(out -> CompactNumbers.writeCount(count, out));
  }
}
