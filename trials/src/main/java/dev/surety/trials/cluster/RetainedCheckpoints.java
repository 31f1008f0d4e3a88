package dev.surety.trials.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The checkpoints that a job has left in a folder. After the death of a JobManager without high
 * availability, the newest is where the job must go on: an older one would repeat output that the
 * newest has already committed.
 */
public final class RetainedCheckpoints {

  private static final String PREFIX = "chk-";

  private RetainedCheckpoints() {}

  /** The newest completed checkpoint of a job; empty if there is none. */
  public static Optional<Path> newest(Path checkpointFolder, String jobId) throws IOException {
    Path folder = checkpointFolder.resolve(jobId);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    Path newest = null;
    try (DirectoryStream<Path> checkpoints = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path checkpoint : checkpoints) {
        boolean complete = Files.exists(checkpoint.resolve("_metadata"));
        if (complete && (newest == null || number(checkpoint) > number(newest))) {
          newest = checkpoint;
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
  }
}
