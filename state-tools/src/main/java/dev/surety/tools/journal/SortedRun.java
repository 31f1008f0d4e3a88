package dev.surety.tools.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of sorted rows, mapped to memory once, whoever reads how much of it.
 *
 * @param parts where each part of the keys begins, and where the last one ends, bytes
 */
record SortedRun(ByteBuffer rows, int[] parts) {

  static SortedRun of(Path file, int[] parts) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new SortedRun(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, parts[parts.length - 1]), parts);
    }
  }

  /** Rows of one part, or {@code null} if it has none. */
  Cursor open(int part) {
    int length = parts[part + 1] - parts[part];
    return length == 0 ? null : new Cursor(rows.slice(parts[part], length));
  }

  /** Goes through rows, key after key. */
  static final class Cursor {

    private final ByteBuffer in;
    private SortedKey key;
    private int left;
    private long order;
    private int length;

    Cursor(ByteBuffer in) {
      this.in = in;
    }

    /** Moves on to the first row of the next key, when none of the last one is left. */
    boolean nextKey() {
      if (!in.hasRemaining()) {
        return false;
      }
      long hash = in.getLong();
      byte[] name = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(name);
      key = new SortedKey(hash, new String(name, UTF_8), in.getInt());
      left = in.getInt();
      return nextRow();
    }

    /** Moves on to the next row of the key. */
    boolean nextRow() {
      if (left == 0) {
        return false;
      }
      left--;
      order = in.getLong();
      length = in.getInt();
      return true;
    }

    SortedKey key() {
      return key;
    }

    /** Place of the row among those of its key. */
    long order() {
      return order;
    }

    int length() {
      return length;
    }

    /** Takes the row, once. */
    void take(byte[] into) {
      in.get(into, 0, length);
    }
  }
}
