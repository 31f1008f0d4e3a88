package dev.surety.job.journal;

import dev.surety.flink.metrics.RouterMetric;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;
import org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter.PendingFileRecoverable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes files visible, and looks whether they are. Flink's own says nothing where somebody swept
 * away what was being written: the rows would be missing and nobody would know.
 *
 * <p>Rows that are gone are gone, so the job goes on and says so: their sequence numbers are the
 * hole that every reader of the journal finds. A file that may still be there is another matter:
 * the job waits for it.
 */
final class JournalCommitter implements Committer<FileSinkCommittable> {

  private static final Logger LOG = LoggerFactory.getLogger(JournalCommitter.class);

  private final Committer<FileSinkCommittable> files;
  private final SinkCommitterMetricGroup metrics;
  private final Counter lost;

  JournalCommitter(Committer<FileSinkCommittable> files, SinkCommitterMetricGroup metrics) {
    this.files = files;
    this.metrics = metrics;
    lost = metrics.addGroup(RouterMetric.GROUP).counter(RouterMetric.LOST_JOURNAL_FILES.key());
  }

  /**
   * @throws IOException naming the file and the mend, if the file system refuses to finish it
   */
  @Override
  public void commit(Collection<CommitRequest<FileSinkCommittable>> requests)
      throws IOException, InterruptedException {
    for (CommitRequest<FileSinkCommittable> request : requests) {
      PendingFileRecoverable file = request.getCommittable().getPendingFile();
      Path path = file == null ? null : file.getPath();
      commit(request, path);
      if (path != null && isGone(path)) {
        metrics.getNumCommittablesFailureCounter().inc();
        lost.inc();
        LOG.error(
            "The journal file {} of {} bytes is gone: it is neither finished nor in the making."
                + " Unless it was joined into a larger one or its day was deleted, its rows are"
                + " lost, and readers find a hole in the seq of its keys. See that nothing sweeps"
                + " files whose names begin with a dot.",
            path,
            file.getSize());
      }
    }
  }

  /** As far as can be seen: it was finished, and a look that fails is no reason to stop. */
  private static boolean isGone(Path path) {
    try {
      return !path.getFileSystem().exists(path);
    } catch (IOException e) {
      LOG.warn("Whether the journal file {} is there can't be seen", path, e);
      return false;
    }
  }

  /**
   * Twice: a file may vanish while Flink looks at it, and then the second look tells what is so.
   */
  private void commit(CommitRequest<FileSinkCommittable> request, Path path)
      throws IOException, InterruptedException {
    try {
      files.commit(List.of(request));
    } catch (IOException first) {
      try {
        files.commit(List.of(request));
      } catch (IOException e) {
        throw unfinished(path, e);
      }
    }
  }

  private static IOException unfinished(Path path, IOException e) {
    return new IOException(
        ("the journal file %s, which the state names, can't be finished: %s. If the file system is"
                + " well, the upload was aborted, or the file deleted, since that state was taken:"
                + " start from a newer savepoint or checkpoint, or from what './surety state"
                + " reprocess' makes of the journal; and let rules that abort uploads or delete"
                + " files wait for longer than savepoints are kept")
            .formatted(path, e.getMessage()),
        e);
  }

  @Override
  public void close() throws IOException {
    try {
      files.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
