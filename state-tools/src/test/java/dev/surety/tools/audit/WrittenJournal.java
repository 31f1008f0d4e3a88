package dev.surety.tools.audit;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.engine.TenantConfig;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.json.ConfigJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes rows as the job writes its journal. */
public final class WrittenJournal {

  private WrittenJournal() {}

  /** One more file of a journal folder. */
  public static void write(Path folder, String name, List<? extends JournalRow> rows) {
    JournalAvro avro = new JournalAvro();
    try {
      Path day = Files.createDirectories(folder.resolve("day=2026-01-01"));
      try (DataFileWriter<GenericRecord> file =
          new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
              .setCodec(CodecFactory.zstandardCodec(1, true))
              .create(JournalAvro.schema(), day.resolve(name + ".avro").toFile())) {
        for (JournalRow row : rows) {
          file.appendEncoded(ByteBuffer.wrap(avro.encode(row)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The row that a run writes once of each configuration it uses. */
  public static JournalRow.Config config(String run, TenantConfig config) {
    return new JournalRow.Config(
        new Stamp(run, 0, null, 0, 0), config.hash(), ConfigJson.write(config));
  }
}
