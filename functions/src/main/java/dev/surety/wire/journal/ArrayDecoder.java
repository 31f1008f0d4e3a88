package dev.surety.wire.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Avro's binary encoding, read from an array without an object for anything but texts. Whoever
 * reads past the end gets an {@link IndexOutOfBoundsException}.
 */
final class ArrayDecoder {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int PLACES = 4096;
  private static final int LONGEST_KNOWN = 64;

  private final byte[][] knownBytes = new byte[PLACES][];
  private final String[] known = new String[PLACES];

  private byte[] bytes = new byte[0];
  private int at;

  void begin(byte[] datum, int from) {
    bytes = datum;
    at = from;
  }

  /** Of the next byte. */
  int place() {
    return at;
  }

  long readLong() {
    byte first = bytes[at];
    if (first >= 0) {
      at++;
      return first >>> 1 ^ -(first & 1);
    }
    return readLonger();
  }

  private long readLonger() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
      if (shift > 56) {
        throw new IllegalArgumentException("no number at byte " + at);
      }
    }
  }

  int readInt() {
    return (int) readLong();
  }

  boolean readBoolean() {
    return bytes[at++] != 0;
  }

  float readFloat() {
    float value = Float.intBitsToFloat((int) INT.get(bytes, at));
    at += Float.BYTES;
    return value;
  }

  double readDouble() {
    double value = Double.longBitsToDouble((long) LONG.get(bytes, at));
    at += Double.BYTES;
    return value;
  }

  /** Of a union of null and one type: whether it is not null. */
  boolean isThere() {
    return readInt() != 0;
  }

  /**
   * How many items of an array or a map follow, until the next block or the end, which says 0.
   * There is one block as a rule.
   */
  int block() {
    long items = readLong();
    if (items < 0) {
      readLong(); // The size of the block in bytes.
      items = -items;
    }
    if (items > bytes.length - at) {
      throw new IllegalArgumentException("no array at byte " + at);
    }
    return (int) items;
  }

  String readString() {
    return text(length());
  }

  /** Passes over so many bytes. */
  void skip(int count) {
    if (count < 0 || count > bytes.length - at) {
      throw new IndexOutOfBoundsException("no " + count + " bytes at byte " + at);
    }
    at += count;
  }

  void skipNumber() {
    while (bytes[at++] < 0) {
      // Its last byte has no such bit.
    }
  }

  void skipText() {
    int length = length();
    at += length;
  }

  /**
   * Passes over an array or a map whose blocks say how long they are; otherwise as {@link #block}.
   */
  int blockUnlessSkipped() {
    while (true) {
      long items = readLong();
      if (items >= 0) {
        if (items > bytes.length - at) {
          throw new IllegalArgumentException("no array at byte " + at);
        }
        return (int) items;
      }
      skip((int) readLong());
    }
  }

  private String text(int length) {
    String text = new String(bytes, at, length, UTF_8);
    at += length;
    return text;
  }

  /**
   * A text that comes again and again, such as a model's name: the same object each time, as long
   * as no other such text has the same place.
   */
  String readKnown() {
    int length = length();
    if (length > LONGEST_KNOWN) {
      return text(length);
    }
    int hash = length;
    for (int i = at; i < at + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ hash >>> 15) & PLACES - 1;
    byte[] seen = knownBytes[place];
    if (seen == null || !Arrays.equals(seen, 0, seen.length, bytes, at, at + length)) {
      knownBytes[place] = Arrays.copyOfRange(bytes, at, at + length);
      known[place] = new String(bytes, at, length, UTF_8);
    }
    at += length;
    return known[place];
  }

  /** A text that is nearly always the one that stood here before. */
  String readLast(LastText last) {
    int length = length();
    if (!Arrays.equals(last.bytes, 0, last.bytes.length, bytes, at, at + length)) {
      last.bytes = Arrays.copyOfRange(bytes, at, at + length);
      last.text = new String(bytes, at, length, UTF_8);
    }
    at += length;
    return last.text;
  }

  /** What stood in a field last. */
  static final class LastText {
    private byte[] bytes = new byte[0];
    private String text = "";
  }

  private int length() {
    long length = readLong();
    if (length < 0 || length > bytes.length - at) {
      throw new IllegalArgumentException("no text at byte " + at);
    }
    return (int) length;
  }
}
