package dev.surety.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Runs a binary codec on an array. */
public final class Bytes {

  private Bytes() {}

  /** Writes. */
  @FunctionalInterface
  public interface Writing {
    void to(DataOutput out) throws IOException;
  }

  /** Reads. */
  @FunctionalInterface
  public interface Reading<T> {
    T from(DataInput in) throws IOException;
  }

  public static byte[] of(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads all of {@code bytes}; what is left over is an error. */
  public static <T> T read(byte[] bytes, Reading<T> reading) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      T read = reading.from(new DataInputStream(in));
      if (in.available() > 0) {
        throw new IOException(in.available() + " of " + bytes.length + " bytes were not read");
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
