package dev.surety.job.journal;

import dev.surety.flink.EncodedRow;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

/**
 * The journal, exactly once: {@code DIR/day=YYYY-MM-DD/journal-*.avro}, the day being that of
 * writing in UTC. A file is visible, and then never changes, once the checkpoint that it belongs to
 * is complete; what is hidden (a name that begins with a dot) is not part of the journal.
 *
 * <p>Flink's sink of files, with care for what operators do. A state names the files that were
 * being finished when it was taken, and nothing that the job does later may take them away: so
 * files are not joined here, where the next checkpoint would delete what an older savepoint names,
 * but by a command that knows what may still be restored. Every checkpoint ends a file of every
 * subtask.
 *
 * <p>Nor does a file system that refuses to be written end the job: see {@link JournalWriter}.
 *
 * <p>The sink needs a uid in the graph, which becomes the prefix of the uids of its parts.
 */
public final class JournalSink
    implements Sink<EncodedRow>,
        SupportsWriterState<EncodedRow, WaitingFile>,
        SupportsCommitter<FileSinkCommittable>,
        SupportsPreCommitTopology<FileSinkCommittable, FileSinkCommittable> {

  private static final long serialVersionUID = 1L;

  private final Path dir;
  private final long mostWaiting;
  private final FileSink<EncodedRow> files;

  private JournalSink(Path dir, long mostWaiting) {
    this.dir = dir;
    this.mostWaiting = mostWaiting;
    this.files =
        FileSink.forBulkFormat(dir, JournalFileWriter::new)
            .withBucketAssigner(new DayFolders())
            .withOutputFileConfig(new OutputFileConfig("journal", ".avro"))
            .build();
  }

  /**
   * @param dir on any file system that Flink knows and that can recover writes
   * @param mostWaiting bytes of a task that may wait in memory while the file system refuses
   */
  public static JournalSink to(Path dir, long mostWaiting) {
    return new JournalSink(dir, mostWaiting);
  }

  @Override
  public JournalWriter createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  /**
   * A writer that begins anew, with what could not be written. No file is open over a checkpoint,
   * so of before a state only says in which folders the writer was.
   */
  @Override
  public JournalWriter restoreWriter(WriterInitContext context, Collection<WaitingFile> waiting) {
    return new JournalWriter(
        new JournalDisk(dir),
        waiting,
        mostWaiting,
        JournalWriter.PORTION,
        new JournalMetrics(context.metricGroup(), mostWaiting),
        context.metricGroup().getNumRecordsSendCounter());
  }

  @Override
  public SimpleVersionedSerializer<WaitingFile> getWriterStateSerializer() {
    return new WaitingFile.Serializer();
  }

  @Override
  public Committer<FileSinkCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return new JournalCommitter(files.createCommitter(context), context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<FileSinkCommittable> getCommittableSerializer() {
    return new SameFileSystem(dir, files.getCommittableSerializer());
  }

  @Override
  public SimpleVersionedSerializer<FileSinkCommittable> getWriteResultSerializer() {
    return getCommittableSerializer();
  }

  @Override
  public DataStream<CommittableMessage<FileSinkCommittable>> addPreCommitTopology(
      DataStream<CommittableMessage<FileSinkCommittable>> finished) {
    return FormerCompaction.releasedBefore(finished, this::getCommittableSerializer, dir);
  }
}
