package dev.surety.demo.run;

import dev.surety.demo.kafka.Folders;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Where a run keeps its journal, checkpoints and savepoint: a folder to keep, or a temporary one.
 */
public final class Workspace implements AutoCloseable {

  private static final int MOST_TRIES = 100;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path folder;
  private final boolean temporary;

  private Workspace(Path folder, boolean temporary) {
    this.folder = folder;
    this.temporary = temporary;
  }

  /**
   * @param out the folder to keep, new or empty, or {@code null}
   * @throws IllegalArgumentException if the folder holds something already
   */
  public static Workspace open(Path out) throws IOException {
    if (out == null) {
      return new Workspace(Files.createTempDirectory("surety-demo-"), true);
    }
    Files.createDirectories(out);
    try (Stream<Path> content = Files.list(out)) {
      if (content.findAny().isPresent()) {
        throw new IllegalArgumentException(
            "--out " + out + " is not empty; name a new folder, so that no old run is mixed in");
      }
    }
    return new Workspace(out.toAbsolutePath().normalize(), false);
  }

  public Path journal() {
    return folder.resolve("journal");
  }

  public Path savepoint() {
    return folder.resolve("savepoint");
  }

  Path summary() {
    return folder.resolve("summary.json");
  }

  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** Moves what Flink wrote, a folder of a name of its own, to {@code savepoint/} itself. */
  void placeSavepoint(Path written) throws IOException {
    try (Stream<Path> content = Files.list(written)) {
      for (Path file : content.toList()) {
        Files.move(file, savepoint().resolve(file.getFileName()));
      }
    }
    Files.delete(written);
  }

  boolean isKept() {
    return !temporary;
  }

  @Override
  public void close() throws IOException {
    delete(temporary ? folder : checkpoints());
  }

  /** A job that has just been cancelled may still be writing a checkpoint. */
  private static void delete(Path folder) throws IOException {
    for (int tries = MOST_TRIES; Files.exists(folder); tries--) {
      try {
        Folders.deleteTree(folder);
      } catch (DirectoryNotEmptyException e) {
        if (tries == 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
