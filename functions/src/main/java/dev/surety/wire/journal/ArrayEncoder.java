package dev.surety.wire.journal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro's binary encoding into an array that is kept from datum to datum. Avro's own encoders write
 * to streams: the unbuffered one locks for every number, and what the buffered one holds of a row
 * that was refused halfway would begin the next.
 */
final class ArrayEncoder extends BinaryEncoder {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes that no number takes more of. */
  private static final int LONGEST_NUMBER = 10;

  private static final int PLACES = 256;

  private final String[] known = new String[PLACES];
  private final byte[][] knownBytes = new byte[PLACES][];

  private byte[] bytes = new byte[1024];
  private int size;

  /** Forgets what was written. */
  void reset() {
    size = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
    }
  }

  @Override
  public void writeBoolean(boolean value) {
    reserve(1);
    size += BinaryData.encodeBoolean(value, bytes, size);
  }

  @Override
  public void writeInt(int value) {
    reserve(LONGEST_NUMBER);
    size += BinaryData.encodeInt(value, bytes, size);
  }

  @Override
  public void writeLong(long value) {
    reserve(LONGEST_NUMBER);
    size += BinaryData.encodeLong(value, bytes, size);
  }

  @Override
  public void writeFloat(float value) {
    reserve(Float.BYTES);
    INT.set(bytes, size, Float.floatToRawIntBits(value));
    size += Float.BYTES;
  }

  @Override
  public void writeDouble(double value) {
    reserve(Double.BYTES);
    LONG.set(bytes, size, Double.doubleToRawLongBits(value));
    size += Double.BYTES;
  }

  /** The items of an array. */
  void writeInts(int[] values) {
    reserve(Math.multiplyExact(LONGEST_NUMBER, values.length));
    byte[] out = bytes;
    int at = size;
    for (int value : values) {
      at += BinaryData.encodeInt(value, out, at);
    }
    size = at;
  }

  /** The items of an array. */
  void writeFloats(float[] values) {
    reserve(Math.multiplyExact(Float.BYTES, values.length));
    byte[] out = bytes;
    int at = size;
    for (float value : values) {
      INT.set(out, at, Float.floatToRawIntBits(value));
      at += Float.BYTES;
    }
    size = at;
  }

  /** Names and ids are ASCII nearly always: written without an array of their own. */
  @Override
  public void writeString(String text) throws IOException {
    int length = text.length();
    reserve(Math.addExact(LONGEST_NUMBER, length));
    byte[] out = bytes;
    int at = size + BinaryData.encodeInt(length, out, size);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        super.writeString(text);
        return;
      }
      out[at++] = (byte) c;
    }
    size = at;
  }

  /**
   * A text that comes again and again as the same object, such as a model's name: its bytes are
   * kept, as long as no other such text has the same place.
   */
  void writeKnown(String text) throws IOException {
    int place = text.hashCode() & PLACES - 1;
    byte[] encoded = known[place] == text ? knownBytes[place] : null;
    if (encoded == null) {
      int start = size;
      writeString(text);
      known[place] = text;
      knownBytes[place] = Arrays.copyOfRange(bytes, start, size);
    } else {
      writeFixed(encoded, 0, encoded.length);
    }
  }

  @Override
  public void writeFixed(byte[] source, int start, int length) {
    reserve(length);
    System.arraycopy(source, start, bytes, size, length);
    size += length;
  }

  @Override
  protected void writeZero() {
    reserve(1);
    bytes[size++] = 0;
  }

  @Override
  public int bytesBuffered() {
    return size;
  }

  /** There is nowhere to flush to. */
  @Override
  public void flush() {}
}
