package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFilesTest {

  @TempDir Path dir;

  @Test
  void finishedFilesAreReadInOrderAndHiddenOnesNot() throws IOException {
    put("day=2026-01-02/journal-a.avro", file(3));
    put("day=2026-01-01/compacted-journal-b.avro", file(1, 2));
    put("day=2026-01-02/.journal-c.avro", file(4));
    put("day=2026-01-02/.journal-d.avro.inprogress.1", new byte[] {1});
    put("_tmp/journal-e.avro", file(5));
    put("day=2026-01-02/README.md", new byte[] {1});

    assertThat(seqs()).containsExactly(1L, 2L, 3L);
  }

  /** Switched off, it fails within a few listings: a file that was named is not there any more. */
  @Test
  void aFolderIsListedWhileTheJobFinishesFiles() throws Exception {
    put("day=2026-01-01/journal-a.avro", file(1));
    Path day = dir.resolve("day=2026-01-01");
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Void> job =
        new FutureTask<>(
            () -> {
              for (int i = 0; !over.get(); i++) {
                Path hidden = Files.createFile(day.resolve(".journal-" + i + ".avro.inprogress"));
                Files.delete(Files.move(hidden, day.resolve("journal-b" + i + ".avro")));
              }
              return null;
            });
    new Thread(job, "finishing files").start();
    try {
      for (int i = 0; i < 500; i++) {
        assertThat(JournalFiles.in(dir).paths())
            .anyMatch(p -> p.getName().equals("journal-a.avro"));
      }
    } finally {
      over.set(true);
    }
    job.get();
  }

  @Test
  void aTornFileIsNamedWithTheRowsThatWereRead() throws IOException {
    byte[] whole = file(1, 2, 3);
    put("journal-a.avro", Arrays.copyOf(whole, whole.length - 5));

    assertThatThrownBy(this::seqs)
        .isInstanceOf(BrokenJournal.class)
        .hasMessageContaining(dir.resolve("journal-a.avro") + " is broken after 0 rows");
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    byte[] whole = file(1, 2, 3);
    whole[whole.length - 25] ^= 1;
    put("journal-a.avro", whole);

    assertThatThrownBy(this::seqs)
        .isInstanceOf(BrokenJournal.class)
        .hasMessageContaining("journal-a.avro is broken after 0 rows");
  }

  @Test
  void whatIsNoAvroFileIsNamed() throws IOException {
    put("journal-a.avro", new byte[0]);

    assertThatThrownBy(this::seqs)
        .isInstanceOf(BrokenJournal.class)
        .hasMessageContaining("journal-a.avro is broken after 0 rows");
  }

  @Test
  void aMissingFolderIsSaid() {
    assertThatThrownBy(() -> JournalFiles.read(dir.resolve("nowhere")))
        .isInstanceOf(BrokenJournal.class)
        .hasMessage(
            "there is no folder %s; give the one that the job writes its journal to"
                .formatted(dir.resolve("nowhere")));
  }

  private List<Long> seqs() {
    List<Long> seqs = new ArrayList<>();
    try (JournalRows rows = JournalFiles.read(dir)) {
      rows.forEachRemaining(row -> seqs.add(row.stamp().seq()));
    }
    return seqs;
  }

  private void put(String name, byte[] content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  /** A file as the job writes it. */
  private static byte[] file(long... seqs) throws IOException {
    JournalAvro avro = new JournalAvro();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> file =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
            .setCodec(CodecFactory.zstandardCodec(1, true))
            .create(JournalAvro.schema(), bytes)) {
      for (long seq : seqs) {
        JournalRow.Stamp stamp = new JournalRow.Stamp("run", 0, null, seq, 0);
        file.appendEncoded(
            ByteBuffer.wrap(avro.encode(new JournalRow.Config(stamp, "hash", "content"))));
      }
    }
    return bytes.toByteArray();
  }
}
