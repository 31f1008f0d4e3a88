package dev.surety.estimator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of arrays: their length in front. */
public final class StoredArrays {

  private StoredArrays() {}

  public static void writeLongs(long[] values, DataOutput out) throws IOException {
    out.writeShort(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  public static long[] readLongs(DataInput in) throws IOException {
    long[] values = new long[in.readUnsignedShort()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  public static void writeDoubles(double[] values, DataOutput out) throws IOException {
    out.writeShort(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  public static double[] readDoubles(DataInput in) throws IOException {
    double[] values = new double[in.readUnsignedShort()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  /** The weights of a model may have more dimensions than a short counts. */
  public static void writeFloats(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  public static float[] readFloats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  public static void writeShorts(short[] values, DataOutput out) throws IOException {
    out.writeShort(values.length);
    for (short value : values) {
      out.writeShort(value);
    }
  }

  public static short[] readShorts(DataInput in) throws IOException {
    short[] values = new short[in.readUnsignedShort()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readShort();
    }
    return values;
  }

  /** Bytes that may be absent. */
  public static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  public static byte[] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
