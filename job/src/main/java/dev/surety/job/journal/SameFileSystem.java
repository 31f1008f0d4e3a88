package dev.surety.job.journal;

import java.io.IOException;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Says what to do where a state was written on another kind of file system. */
final class SameFileSystem implements SimpleVersionedSerializer<FileSinkCommittable> {

  private final Path dir;
  private final SimpleVersionedSerializer<FileSinkCommittable> files;

  SameFileSystem(Path dir, SimpleVersionedSerializer<FileSinkCommittable> files) {
    this.dir = dir;
    this.files = files;
  }

  @Override
  public int getVersion() {
    return files.getVersion();
  }

  @Override
  public byte[] serialize(FileSinkCommittable file) throws IOException {
    return files.serialize(file);
  }

  @Override
  public FileSinkCommittable deserialize(int version, byte[] bytes) throws IOException {
    try {
      return files.deserialize(version, bytes);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          ("a journal file that the state names can't be finished below journal.path %s: the state"
                  + " was written with a journal on another kind of file system (%s). Start from it"
                  + " with the journal.path of then; to move, stop the job with a savepoint while no"
                  + " request or feedback came for two checkpoints, and start from that one")
              .formatted(dir, e.getMessage()),
          e);
    }
  }
}
