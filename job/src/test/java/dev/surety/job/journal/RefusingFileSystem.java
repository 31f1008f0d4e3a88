package dev.surety.job.journal;

import dev.surety.testing.OverLocalFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The local file system, which refuses to be written while there is a file {@code refusal} beside
 * the journal's folder; its content says when: {@code open}, {@code write}, after half of the bytes
 * and as a full disk does, or {@code close}, when it is to be finished.
 */
public final class RefusingFileSystem extends OverLocalFiles {

  private static final String SCHEME = "refusing";

  /** Found by Flink through the file in {@code META-INF/services}. */
  public static final class Factory implements FileSystemFactory {

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      return new RefusingFileSystem();
    }
  }

  private RefusingFileSystem() {
    super(URI.create(SCHEME + ":///"));
  }

  /** A journal's folder on it. */
  static Path of(java.nio.file.Path journal) {
    return new Path(SCHEME, null, journal.toAbsolutePath().toString());
  }

  static void refuse(java.nio.file.Path journal, String when) throws IOException {
    Files.writeString(journal.resolveSibling("refusal"), when);
  }

  static void relent(java.nio.file.Path journal) throws IOException {
    Files.delete(journal.resolveSibling("refusal"));
  }

  /** {@code JOURNAL/day=.../FILE} is to be written. */
  private static void check(Path file, String what) throws IOException {
    java.nio.file.Path refusal =
        java.nio.file.Path.of(file.getPath()).getParent().getParent().resolveSibling("refusal");
    if (Files.exists(refusal) && Files.readString(refusal).equals(what)) {
      throw new IOException("No space left on device, as ordered: " + what);
    }
  }

  @Override
  public RecoverableWriter createRecoverableWriter() throws IOException {
    return new Writer(local.createRecoverableWriter());
  }

  private record Writer(RecoverableWriter local) implements RecoverableWriter {

    @Override
    public RecoverableFsDataOutputStream open(Path path) throws IOException {
      check(path, "open");
      return new Out(local.open(path), path);
    }

    @Override
    public RecoverableFsDataOutputStream recover(ResumeRecoverable from) throws IOException {
      return local.recover(from);
    }

    @Override
    public boolean requiresCleanupOfRecoverableState() {
      return local.requiresCleanupOfRecoverableState();
    }

    @Override
    public boolean cleanupRecoverableState(ResumeRecoverable of) throws IOException {
      return local.cleanupRecoverableState(of);
    }

    @Override
    public RecoverableFsDataOutputStream.Committer recoverForCommit(CommitRecoverable of)
        throws IOException {
      return local.recoverForCommit(of);
    }

    @Override
    public SimpleVersionedSerializer<CommitRecoverable> getCommitRecoverableSerializer() {
      return local.getCommitRecoverableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<ResumeRecoverable> getResumeRecoverableSerializer() {
      return local.getResumeRecoverableSerializer();
    }

    @Override
    public boolean supportsResume() {
      return local.supportsResume();
    }
  }

  private static final class Out extends RecoverableFsDataOutputStream {

    private final RecoverableFsDataOutputStream local;
    private final Path path;

    Out(RecoverableFsDataOutputStream local, Path path) {
      this.local = local;
      this.path = path;
    }

    @Override
    public void write(int b) throws IOException {
      check(path, "write");
      local.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      local.write(bytes, from, length / 2);
      check(path, "write");
      local.write(bytes, from + length / 2, length - length / 2);
    }

    @Override
    public RecoverableWriter.ResumeRecoverable persist() throws IOException {
      check(path, "close");
      return local.persist();
    }

    @Override
    public Committer closeForCommit() throws IOException {
      check(path, "close");
      return local.closeForCommit();
    }

    @Override
    public long getPos() throws IOException {
      return local.getPos();
    }

    @Override
    public void flush() throws IOException {
      local.flush();
    }

    @Override
    public void sync() throws IOException {
      local.sync();
    }

    @Override
    public void close() throws IOException {
      local.close();
    }
  }
}
