package dev.surety.job;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/** The connector's reader; its partitions are looked at before it begins with them. */
@SuppressWarnings("try") // Flink closes readers, and may interrupt that
final class CheckedReader implements SourceReader<RawRecord, KafkaPartitionSplit> {

  private final SourceReader<RawRecord, KafkaPartitionSplit> kafka;
  private final OffsetCheck check;
  private final MissedRecords missed;

  CheckedReader(
      SourceReader<RawRecord, KafkaPartitionSplit> kafka, OffsetCheck check, MissedRecords missed) {
    this.kafka = kafka;
    this.check = check;
    this.missed = missed;
  }

  /** Those of a state when the task begins, and those that are found later. */
  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    OffsetCheck.Found found = check.look(splits);
    missed.add(found.missed());
    kafka.addSplits(found.splits());
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
    return check.named(kafka.snapshotState(checkpoint));
  }

  @Override
  public void start() {
    kafka.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
    return kafka.pollNext(output);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return kafka.isAvailable();
  }

  @Override
  public void notifyNoMoreSplits() {
    kafka.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    kafka.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    kafka.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void notifyCheckpointAborted(long checkpoint) throws Exception {
    kafka.notifyCheckpointAborted(checkpoint);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    kafka.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    kafka.close();
  }
}
