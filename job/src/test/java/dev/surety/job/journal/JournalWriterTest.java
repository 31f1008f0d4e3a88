package dev.surety.job.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.flink.EncodedRow;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.core.fs.Path;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

/** What waits, and in which order it is written. */
class JournalWriterTest {

  private final JournalAvro avro = new JournalAvro();
  private final List<List<Long>> files = new ArrayList<>();
  private boolean refuses;
  private int attempts;

  private JournalWriter writer(int portion, WaitingFile... waiting) {
    return new JournalWriter(
        this::write, List.of(waiting), 1 << 20, portion, metrics, new SimpleCounter());
  }

  private final JournalMetrics metrics =
      new JournalMetrics(new UnregisteredMetricsGroup(), 1 << 20);

  private FileSinkCommittable write(WaitingFile file) throws IOException {
    attempts++;
    if (refuses) {
      throw new IOException("No space left on device");
    }
    files.add(seqs(file));
    return new FileSinkCommittable("day=", new Path("a"));
  }

  private List<Long> seqs(WaitingFile file) throws IOException {
    List<Long> seqs = new ArrayList<>();
    try (DataFileStream<GenericRecord> rows =
        new DataFileStream<>(
            new ByteArrayInputStream(file.content()),
            new GenericDatumReader<>(null, JournalAvro.schema()))) {
      rows.forEach(row -> seqs.add(new JournalReader().read(row).stamp().seq()));
    }
    return seqs;
  }

  private EncodedRow row(int day, long seq) {
    JournalRow.Stamp stamp =
        new JournalRow.Stamp("run", 0, new TenantTier("acme", "gold"), seq, seq);
    return new EncodedRow(
        day, avro.encode(new JournalRow.Closed(stamp, JournalRow.Closed.Cause.EXPIRED, 1)));
  }

  @Test
  void aCheckpointAndADayEndAFile() throws Exception {
    JournalWriter writer = writer(JournalWriter.PORTION);
    writer.write(row(1, 1), null);
    writer.write(row(1, 2), null);
    writer.write(row(2, 3), null);
    writer.flush(false);
    writer.write(row(2, 4), null);
    writer.flush(false);

    assertThat(files).containsExactly(List.of(1L, 2L), List.of(3L), List.of(4L));
    assertThat(writer.prepareCommit()).hasSize(3);
    assertThat(writer.prepareCommit()).isEmpty();
    assertThat(writer.snapshotState(1)).isEmpty();
  }

  @Test
  void aFileThatIsLargeEnoughEndsAndTheNextOneSaysWhoseItIsToo() throws Exception {
    JournalWriter writer = writer(1);
    writer.write(row(1, 1), null);
    writer.write(row(1, 2), null);
    writer.write(row(1, 3), null);
    writer.flush(false);

    assertThat(files).containsExactly(List.of(1L), List.of(1L, 2L), List.of(1L, 3L));
  }

  @Test
  void whatIsRefusedWaitsInTheStateAndComesFirstLater() throws Exception {
    JournalWriter writer = writer(JournalWriter.PORTION);
    refuses = true;
    writer.write(row(1, 1), null);
    writer.flush(false);
    writer.write(row(1, 2), null);
    writer.flush(false);
    assertThat(attempts).as("one a checkpoint").isEqualTo(2);
    assertThat(writer.prepareCommit()).isEmpty();
    assertThat(metrics.waiting()).isPositive();
    List<WaitingFile> kept = writer.snapshotState(1);

    refuses = false;
    JournalWriter next = writer(JournalWriter.PORTION, kept.toArray(WaitingFile[]::new));
    next.write(row(1, 3), null);
    next.flush(false);

    assertThat(files).containsExactly(List.of(1L), List.of(2L), List.of(3L));
    assertThat(next.snapshotState(2)).isEmpty();
    assertThat(metrics.waiting()).isZero();
  }

  @Test
  void aStateOfFormerVersionsHasNothingThatWaits() throws Exception {
    var serializer = new WaitingFile.Serializer();
    assertThat(serializer.deserialize(3, new byte[] {1, 2, 3}).isNone()).isTrue();
    WaitingFile file = new WaitingFile(20_161, new byte[] {4, 5});
    WaitingFile read = serializer.deserialize(serializer.getVersion(), serializer.serialize(file));
    assertThat(read.day()).isEqualTo(20_161);
    assertThat(read.content()).containsExactly(4, 5);
    assertThatThrownBy(() -> serializer.deserialize(1_002, new byte[8]))
        .hasMessageContaining("go back to the version that wrote it");
  }

  @Test
  void theEndOfAllInputIsNoneWhileSomethingWaits() throws Exception {
    JournalWriter writer = writer(JournalWriter.PORTION);
    refuses = true;
    writer.write(row(1, 1), null);

    assertThatThrownBy(() -> writer.flush(true)).hasMessageContaining("can't be written");
  }
}
