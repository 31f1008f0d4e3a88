package dev.surety.benchmarks.tools;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** The journal of a job with two subtasks: rows of a key go to one of them, files have 8 MB. */
final class JournalFolder implements AutoCloseable {

  private static final int SUBTASKS = 2;
  private static final int FILE_BYTES = 8 << 20;

  private final Path day;
  private final JournalAvro avro = new JournalAvro();
  private final Subtask[] subtasks = new Subtask[SUBTASKS];
  private JournalRow[] first = new JournalRow[0];
  private long rows;

  JournalFolder(Path folder) throws IOException {
    day = Files.createDirectories(folder.resolve("day=2026-01-31"));
    for (int i = 0; i < SUBTASKS; i++) {
      subtasks[i] = new Subtask(i);
    }
  }

  /** Rows that each file begins with. */
  void first(JournalRow... rows) {
    first = rows;
  }

  /** Appends a row of a key. */
  void write(JournalRow row) throws IOException {
    subtasks[Math.floorMod(row.stamp().key().key().hashCode(), SUBTASKS)].write(row);
  }

  /** In all files. */
  long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    for (Subtask subtask : subtasks) {
      subtask.end();
    }
  }

  private final class Subtask {
    private final int number;
    private DataFileWriter<GenericRecord> file;
    private int files;
    private Path path;
    private int written;

    Subtask(int number) {
      this.number = number;
    }

    void write(JournalRow row) throws IOException {
      if (file == null) {
        path = day.resolve("journal-subtask%d-%04d.avro".formatted(number, files++));
        file =
            new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
                .setCodec(CodecFactory.zstandardCodec(1, true))
                .create(JournalAvro.schema(), path.toFile());
        for (JournalRow each : first) {
          append(each);
        }
      }
      append(row);
      if (++written % 4096 == 0 && Files.size(path) > FILE_BYTES) {
        end();
      }
    }

    private void append(JournalRow row) throws IOException {
      file.appendEncoded(ByteBuffer.wrap(avro.encode(row)));
      rows++;
    }

    void end() throws IOException {
      if (file != null) {
        file.close();
        file = null;
      }
    }
  }
}
