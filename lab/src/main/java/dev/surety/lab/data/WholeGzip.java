package dev.surety.lab.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * All of a gzip file, or an exception. The class of the JDK takes whatever follows a whole member
 * and does not begin like another one for the end of the file: a damaged member would drop its rows
 * and all behind it in silence.
 */
final class WholeGzip extends GZIPInputStream {

  private static final int BUFFER = 1 << 16;

  /** A checksum and a length end each member. */
  private static final int TRAILER = 8;

  private final long size;

  /** Bytes of the file that have been read up to the last time that the buffer was filled. */
  private long filled;

  private WholeGzip(InputStream counted, long size) throws IOException {
    super(counted, BUFFER);
    this.size = size;
  }

  static WholeGzip open(Path file) throws IOException {
    InputStream counted = new Counted(Files.newInputStream(file));
    try {
      return new WholeGzip(counted, Files.size(file));
    } catch (IOException e) {
      counted.close();
      throw e;
    }
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filled = ((Counted) in).count;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int read = super.read(to, offset, length);
    if (read < 0) {
      long end = filled - inf.getRemaining() + TRAILER;
      if (end < size) {
        throw new ZipException("what follows its byte %,d of %,d is no gzip".formatted(end, size));
      }
    }
    return read;
  }

  /** Counts what it hands out. */
  private static final class Counted extends FilterInputStream {

    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int read = super.read(to, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
