package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Journal files for tests. */
public final class WrittenJournal {

  private WrittenJournal() {}

  /** Writes rows to several files, in no order; gives the folder. */
  public static Path shuffled(Path dir, List<JournalRow> rows, int files) throws IOException {
    Files.createDirectories(dir);
    List<JournalRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));
    for (int i = 0; i < files; i++) {
      int from = shuffled.size() * i / files;
      int to = shuffled.size() * (i + 1) / files;
      file(dir.resolve("journal-" + i + ".avro"), shuffled.subList(from, to));
    }
    return dir;
  }

  /** Writes one file. */
  public static void file(Path file, List<JournalRow> rows) throws IOException {
    JournalAvro avro = new JournalAvro();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
            .create(JournalAvro.schema(), file.toFile())) {
      for (JournalRow row : rows) {
        writer.appendEncoded(ByteBuffer.wrap(avro.encode(row)));
      }
    }
  }
}
