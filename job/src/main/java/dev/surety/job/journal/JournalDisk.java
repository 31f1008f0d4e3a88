package dev.surety.job.journal;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.BulkBucketWriter;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter;

/** Writes whole files below the journal's folder, hidden until they are committed. */
final class JournalDisk implements JournalTarget {

  private final Path dir;
  private final String writer = UUID.randomUUID().toString();
  private BulkBucketWriter<byte[], String> files;
  private long written;

  JournalDisk(Path dir) {
    this.dir = dir;
  }

  @Override
  public FileSinkCommittable write(WaitingFile file) throws IOException {
    String day = DayFolders.name(file.day());
    Path path = new Path(new Path(dir, day), "journal-" + writer + '-' + written++ + ".avro");
    InProgressFileWriter<byte[], String> making = null;
    try {
      if (files == null) {
        files = new BulkBucketWriter<>(path.getFileSystem().createRecoverableWriter(), AsIs::new);
      }
      making = files.openNewInProgressFile(day, path, System.currentTimeMillis());
      making.write(file.content(), System.currentTimeMillis());
      return new FileSinkCommittable(day, making.closeForCommit());
    } catch (IOException | RuntimeException e) {
      if (making != null) {
        making.dispose();
      }
      sweep(path);
      throw e;
    }
  }

  /** Half a file would take room where there is none, at every attempt more. */
  private static void sweep(Path path) {
    try {
      FileSystem files = path.getFileSystem();
      FileStatus[] there = files.listStatus(path.getParent());
      for (FileStatus file : there == null ? new FileStatus[0] : there) {
        if (file.getPath().getName().startsWith('.' + path.getName() + ".inprogress")) {
          files.delete(file.getPath(), false);
        }
      }
    } catch (IOException | RuntimeException e) {
      // The failure that led here is the one to report.
    }
  }

  /** What is written is a file already. */
  private record AsIs(FSDataOutputStream out) implements BulkWriter<byte[]> {

    @Override
    public void addElement(byte[] content) throws IOException {
      out.write(content);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void finish() throws IOException {
      flush();
    }
  }
}
