package dev.surety.job.journal;

import java.time.ZoneOffset;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.compactor.FileCompactStrategy;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.DateTimeBucketAssigner;

/**
 * The journal, exactly once: {@code DIR/day=YYYY-MM-DD/journal-*.avro}, the day being that of
 * writing in UTC. A file is visible, and then never changes, once the checkpoint that it belongs to
 * is complete; what is hidden (a name that begins with a dot) is not part of the journal.
 */
public final class JournalSink {

  private static final String DAY = "'day='yyyy-MM-dd";

  private JournalSink() {}

  /**
   * The sink of Avro datums as {@code JournalAvro.encode} gives them.
   *
   * <p>Every checkpoint ends a file of every subtask, so a checkpoint a second is 86,400 files a
   * day and subtask. Compaction makes one of the files of {@code compactEvery} checkpoints. The
   * price: until then they wait, hidden, in the checkpointed state, so the visible journal lags by
   * up to that many checkpoints; nothing is lost if the job fails, but what waits in a savepoint is
   * visible only when a job is restored from it.
   *
   * <p>The sink needs a uid in the graph, which becomes the prefix of the uids of its parts.
   *
   * @param dir on any file system that Flink knows and that can recover writes
   * @param compactEvery checkpoints whose files become one, or 0 to leave files as they are; may be
   *     changed between runs
   * @throws IllegalArgumentException if {@code compactEvery} is negative
   */
  public static FileSink<byte[]> to(Path dir, int compactEvery) {
    if (compactEvery < 0) {
      throw new IllegalArgumentException(
          "journal files cannot be compacted every "
              + compactEvery
              + " checkpoints; give a number from 1, or 0 for never");
    }
    var builder =
        FileSink.forBulkFormat(dir, JournalFileWriter::new)
            .withBucketAssigner(new DateTimeBucketAssigner<>(DAY, ZoneOffset.UTC))
            .withOutputFileConfig(new OutputFileConfig("journal", ".avro"));
    if (compactEvery == 0) {
      // Not the same as saying nothing: files that wait in the state of an earlier run come out.
      return builder.disableCompact().build();
    }
    return builder
        .enableCompact(
            FileCompactStrategy.Builder.newBuilder()
                .enableCompactionOnCheckpoint(compactEvery)
                .build(),
            new JournalCompactor())
        .build();
  }
}
