package dev.surety.tools.journal;

import java.io.IOException;
import org.apache.avro.file.SeekableInput;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A file of any Flink file system as Avro reads it. */
final class AvroInput implements SeekableInput {

  private final FSDataInputStream in;
  private final long length;

  private AvroInput(FSDataInputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  static AvroInput open(Path file) throws IOException {
    FileSystem files = file.getFileSystem();
    long length = files.getFileStatus(file).getLen();
    return new AvroInput(files.open(file), length);
  }

  @Override
  public void seek(long place) throws IOException {
    in.seek(place);
  }

  @Override
  public long tell() throws IOException {
    return in.getPos();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(byte[] into, int from, int bytes) throws IOException {
    return in.read(into, from, bytes);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
