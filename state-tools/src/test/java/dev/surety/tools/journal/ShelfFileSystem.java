package dev.surety.tools.journal;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;

/**
 * An object store in memory: no file of this machine is behind it, folders are what names have in
 * common, and a read gives some bytes at a time. Flink keeps one for each authority, as in {@code
 * shelf://NAME/FOLDER}.
 */
public final class ShelfFileSystem extends FileSystem {

  private static final int BYTES_A_READ = 4_099;

  /** Found by Flink through the file in {@code META-INF/services}. */
  public static final class Factory implements FileSystemFactory {

    @Override
    public String getScheme() {
      return "shelf";
    }

    @Override
    public FileSystem create(URI uri) {
      return new ShelfFileSystem(uri);
    }
  }

  private final URI uri;
  private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

  private ShelfFileSystem(URI uri) {
    this.uri = uri;
  }

  /** Copies all files below a folder; gives where they are. */
  public static String copy(java.nio.file.Path folder, String to) throws IOException {
    FileSystem shelf = new Path(to).getFileSystem();
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      for (java.nio.file.Path file : files.filter(Files::isRegularFile).toList()) {
        put(shelf, new Path(to, folder.relativize(file).toString()), Files.readAllBytes(file));
      }
    }
    return to;
  }

  /** Puts one object in its place. */
  static void put(FileSystem shelf, Path path, byte[] content) throws IOException {
    try (FSDataOutputStream out = shelf.create(path, WriteMode.OVERWRITE)) {
      out.write(content);
    }
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    byte[] object = objects.get(path.getPath());
    if (object == null && below(path).isEmpty()) {
      throw new FileNotFoundException("No such file or directory: " + path);
    }
    return new Status(path, object);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    int from = path.getPath().length() + 1;
    for (String name : below(path)) {
      names.add(name.substring(from).split("/", 2)[0]);
    }
    TreeMap<String, FileStatus> found = new TreeMap<>();
    for (String name : names.descendingSet()) {
      found.put(name, getFileStatus(new Path(path, name)));
    }
    return found.descendingMap().values().toArray(FileStatus[]::new);
  }

  private List<String> below(Path folder) {
    String prefix = folder.getPath() + '/';
    return objects.tailMap(prefix).keySet().stream()
        .takeWhile(name -> name.startsWith(prefix))
        .toList();
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    byte[] object = objects.get(path.getPath());
    if (object == null) {
      throw new FileNotFoundException("No such file or directory: " + path);
    }
    return new Reading(object);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return open(path);
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) {
    return new Writing(path.getPath());
  }

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri);
  }

  @Override
  public Path getHomeDirectory() {
    return new Path(uri);
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
    return new BlockLocation[0];
  }

  @Override
  public boolean delete(Path path, boolean recursive) {
    below(path).forEach(objects::remove);
    return objects.remove(path.getPath()) != null;
  }

  @Override
  public boolean mkdirs(Path path) {
    return true;
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    throw new IOException("objects can't be renamed");
  }

  @Override
  public boolean isDistributedFS() {
    return true;
  }

  private record Status(Path path, byte[] object) implements FileStatus {

    @Override
    public long getLen() {
      return object == null ? 0 : object.length;
    }

    @Override
    public long getBlockSize() {
      return getLen();
    }

    @Override
    public short getReplication() {
      return 1;
    }

    @Override
    public long getModificationTime() {
      return 0;
    }

    @Override
    public long getAccessTime() {
      return 0;
    }

    @Override
    public boolean isDir() {
      return object == null;
    }

    @Override
    public Path getPath() {
      return path;
    }
  }

  private static final class Reading extends FSDataInputStream {

    private final byte[] object;
    private int at;

    Reading(byte[] object) {
      this.object = object;
    }

    @Override
    public void seek(long place) {
      at = (int) place;
    }

    @Override
    public long getPos() {
      return at;
    }

    @Override
    public int read() {
      return at < object.length ? object[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int bytes) {
      if (at >= object.length) {
        return -1;
      }
      int some = Math.min(Math.min(bytes, BYTES_A_READ), object.length - at);
      System.arraycopy(object, at, into, from, some);
      at += some;
      return some;
    }
  }

  private final class Writing extends FSDataOutputStream {

    private final String name;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Writing(String name) {
      this.name = name;
    }

    @Override
    public long getPos() {
      return bytes.size();
    }

    @Override
    public void write(int one) {
      bytes.write(one);
    }

    @Override
    public void write(byte[] some, int from, int count) {
      bytes.write(some, from, count);
    }

    @Override
    public void flush() {}

    @Override
    public void sync() {}

    @Override
    public void close() {
      objects.put(name, bytes.toByteArray());
    }
  }
}
