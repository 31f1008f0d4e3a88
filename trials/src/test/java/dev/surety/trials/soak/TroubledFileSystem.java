package dev.surety.trials.soak;

import dev.surety.testing.OverLocalFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;

/**
 * The local file system with trouble at some checkpoints, told by the number in their path and so
 * the same in each run. The URI says which: {@code troubled://every-3-takes-2000/FOLDER} lets each
 * file of checkpoints 3, 6, 9, … take 2 seconds, {@code only-3-takes-2000} the first of checkpoint
 * 3 alone (a task writes one file after the other, and would be busy with it for long); a negative
 * time means that it can't be written.
 */
public final class TroubledFileSystem extends OverLocalFiles {

  static final String SCHEME = "troubled";
  private static final Pattern CHECKPOINT = Pattern.compile("/chk-(\\d+)/");

  /** Found by Flink through the file in {@code META-INF/services}. */
  public static final class Factory implements FileSystemFactory {

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      String[] words = uri.getHost().split("-", 4);
      return new TroubledFileSystem(
          uri, words[0].equals("only"), Long.parseLong(words[1]), Long.parseLong(words[3]));
    }
  }

  private final boolean once;
  private final long number;
  private final AtomicBoolean over = new AtomicBoolean();
  private final long millis;

  private TroubledFileSystem(URI uri, boolean once, long number, long millis) {
    super(uri);
    this.once = once;
    this.number = number;
    this.millis = millis;
  }

  /** Where to write for checkpoints of which every so many fail. */
  static String failing(int every, java.nio.file.Path folder) {
    return slow(every, -1, folder);
  }

  static String slow(int every, long millis, java.nio.file.Path folder) {
    return "%s://every-%d-takes-%d%s".formatted(SCHEME, every, millis, folder.toAbsolutePath());
  }

  /** Where to write for one checkpoint of which a file takes this long. */
  static String hanging(int number, long millis, java.nio.file.Path folder) {
    return "%s://only-%d-takes-%d%s".formatted(SCHEME, number, millis, folder.toAbsolutePath());
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    if (isTroubled(path)) {
      if (millis < 0) {
        throw new IOException(path + " can't be written: trouble, as ordered");
      }
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted in a slow write");
      }
    }
    return super.create(path, mode);
  }

  private boolean isTroubled(Path path) {
    Matcher checkpoint = CHECKPOINT.matcher(path.getPath());
    if (!checkpoint.find()) {
      return false;
    }
    long written = Long.parseLong(checkpoint.group(1));
    return once ? written == number && over.compareAndSet(false, true) : written % number == 0;
  }
}
