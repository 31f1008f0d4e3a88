package dev.surety.testing;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local file system under another scheme, for those that make trouble somewhere. */
public abstract class OverLocalFiles extends FileSystem {

  protected final FileSystem local = LocalFileSystem.getSharedInstance();
  private final URI uri;

  protected OverLocalFiles(URI uri) {
    this.uri = uri;
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    return local.create(there(path), mode);
  }

  @Override
  public Path getWorkingDirectory() {
    return local.getWorkingDirectory();
  }

  @Override
  public Path getHomeDirectory() {
    return local.getHomeDirectory();
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return local.getFileStatus(there(path));
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length)
      throws IOException {
    return local.getFileBlockLocations(file, start, length);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return local.open(there(path), bufferSize);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    return local.open(there(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return local.listStatus(there(path));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return local.delete(there(path), recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return local.mkdirs(there(path));
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return local.rename(there(from), there(to));
  }

  @Override
  public boolean isDistributedFS() {
    return false;
  }

  private static Path there(Path path) {
    return new Path("file", null, path.getPath());
  }
}
