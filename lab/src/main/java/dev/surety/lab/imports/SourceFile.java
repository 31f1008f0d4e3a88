package dev.surety.lab.imports;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of others: plain, gzip or zstd, as its first bytes say; UTF-8 or, with a byte order mark,
 * UTF-16. The mark is passed over.
 */
final class SourceFile implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int MARK = 4;

  private final Path path;
  private final UpToTheBreak bytes;
  private final BufferedReader text;

  private SourceFile(Path path, UpToTheBreak bytes, BufferedReader text) {
    this.path = path;
    this.bytes = bytes;
    this.text = text;
  }

  /**
   * Opens a file.
   *
   * @param read is told how many bytes of it have been read
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if it is of a kind that is none of these
   */
  static SourceFile open(Path path, LongConsumer read) throws IOException {
    InputStream bytes = new Counted(Files.newInputStream(path), read);
    try {
      UpToTheBreak unpacked = new UpToTheBreak(unpacked(new BufferedInputStream(bytes, BUFFER)));
      InputStream plain = new BufferedInputStream(unpacked, BUFFER);
      Charset charset = charset(plain);
      return new SourceFile(
          path, unpacked, new BufferedReader(new InputStreamReader(plain, charset), BUFFER));
    } catch (IOException | IllegalArgumentException e) {
      bytes.close();
      throw e;
    }
  }

  private static InputStream unpacked(BufferedInputStream bytes) throws IOException {
    byte[] head = head(bytes);
    if (begins(head, 0x1f, 0x8b)) {
      return new GZIPInputStream(bytes, BUFFER);
    }
    refuse(begins(head, 'P', 'K', 3, 4), "a zip archive, or a workbook; unpack or export it");
    refuse(begins(head, 'P', 'A', 'R', '1'), "Parquet; convert it to CSV or to JSON lines");
    refuse(
        begins(head, 'B', 'Z', 'h'), "packed with bzip2; unpack it, or pack it with gzip or zstd");
    refuse(
        begins(head, 0xfd, '7', 'z', 'X'),
        "packed with xz; unpack it, or pack it with gzip or zstd");
    return begins(head, 0x28, 0xb5, 0x2f, 0xfd) ? new ZstdInputStream(bytes) : bytes;
  }

  private static void refuse(boolean is, String what) {
    if (is) {
      throw new IllegalArgumentException("it is " + what);
    }
  }

  private static Charset charset(InputStream plain) throws IOException {
    byte[] head = head(plain);
    if (begins(head, 0xef, 0xbb, 0xbf)) {
      plain.skipNBytes(3);
    } else if (begins(head, 0xff, 0xfe)) {
      plain.skipNBytes(2);
      return StandardCharsets.UTF_16LE;
    } else if (begins(head, 0xfe, 0xff)) {
      plain.skipNBytes(2);
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  private static byte[] head(InputStream bytes) throws IOException {
    bytes.mark(MARK);
    byte[] head = bytes.readNBytes(MARK);
    bytes.reset();
    return head;
  }

  private static boolean begins(byte[] head, int... with) {
    for (int i = 0; i < with.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != with[i]) {
        return false;
      }
    }
    return true;
  }

  Path path() {
    return path;
  }

  BufferedReader text() {
    return text;
  }

  /** Whether what was packed in it broke off, so far; what was before has been read. */
  boolean isCutOff() {
    return bytes.broken;
  }

  /** Whether a packed file ended, or broke, where nothing of what it holds says so. */
  static boolean isCutOff(IOException e) {
    return e instanceof EOFException || e instanceof ZipException || e instanceof ZstdIOException;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }

  /** Hands out all that is before a break, as a file that ends there. */
  private static final class UpToTheBreak extends FilterInputStream {

    private boolean broken;

    UpToTheBreak(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      try {
        return broken ? -1 : super.read(to, offset, length);
      } catch (IOException e) {
        if (!SourceFile.isCutOff(e)) {
          throw e;
        }
        broken = true;
        return -1;
      }
    }
  }

  /** Says what it hands out. */
  private static final class Counted extends FilterInputStream {

    private final LongConsumer read;

    Counted(InputStream in, LongConsumer read) {
      super(in);
      this.read = read;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = super.read(to, offset, length);
      read.accept(Math.max(0, count));
      return count;
    }
  }
}
