package dev.surety.policy.tagger;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes, most of which are near 0, in fewer of them (zlib). */
final class PackedBytes {

  private PackedBytes() {}

  /** The same bytes in zlib's format. */
  static byte[] pack(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
      byte[] part = new byte[4096];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /**
   * The inverse.
   *
   * @param size how many bytes there must be; no more memory is taken
   * @throws IllegalArgumentException if there are others
   */
  static byte[] unpack(byte[] packed, int size) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      byte[] bytes = new byte[size];
      int at = 0;
      for (int read = 1; at < size && read > 0; at += read) {
        read = inflater.inflate(bytes, at, size - at);
      }
      boolean more = inflater.inflate(new byte[1]) > 0;
      if (at < size || more) {
        throw new IllegalArgumentException(
            "there are %s than %d of them".formatted(more ? "more" : "fewer", size));
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("they are not packed as training packs them", e);
    } finally {
      inflater.end();
    }
  }

  static long checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
