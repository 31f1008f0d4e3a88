package dev.surety.job.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.JournalAvro;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCompactorTest {

  @TempDir java.nio.file.Path dir;

  @Test
  void blocksOfSeveralFilesStandInOneAsTheyWere() throws IOException {
    List<Path> files = new ArrayList<>();
    List<JournalRow> rows = new ArrayList<>();
    for (int file = 0; file < 3; file++) {
      List<JournalRow> some = List.of(row(rows.size() + 1), row(rows.size() + 2));
      rows.addAll(some);
      files.add(write(file, some));
    }

    ByteArrayOutputStream compacted = new ByteArrayOutputStream();
    new JournalCompactor().doCompact(files, compacted);

    assertThat(read(compacted.toByteArray())).isEqualTo(rows);
    assertThat(blocks(compacted.toByteArray())).isEqualTo(3);
  }

  @Test
  void filesOfAnEarlierSchemaAreTakenIn() throws IOException {
    Schema earlier =
        new Schema.Parser().parse(JournalAvro.schema().toString().replace(lastField(), ""));
    assertThat(earlier.getField("lineage")).isNull();
    java.nio.file.Path old = dir.resolve("old.avro");
    try (OutputStream out = Files.newOutputStream(old);
        DataFileWriter<GenericRecord> file =
            new DataFileWriter<GenericRecord>(new GenericDatumWriter<>()).create(earlier, out)) {
      file.append(
          new GenericDatumReader<GenericRecord>(JournalAvro.schema(), earlier)
              .read(
                  null,
                  DecoderFactory.get().binaryDecoder(new JournalAvro().encode(row(1)), null)));
    }

    ByteArrayOutputStream compacted = new ByteArrayOutputStream();
    new JournalCompactor()
        .doCompact(List.of(new Path(old.toUri()), write(1, List.of(row(2)))), compacted);

    assertThat(read(compacted.toByteArray())).containsExactly(row(1), row(2));
  }

  private static String lastField() {
    String schema = JournalAvro.schema().toString();
    int last = schema.lastIndexOf(",{\"name\":\"lineage\"");
    return schema.substring(last, schema.length() - 2);
  }

  private Path write(int number, List<JournalRow> rows) throws IOException {
    java.nio.file.Path path = dir.resolve(number + ".avro");
    try (OutputStream out = Files.newOutputStream(path);
        DataFileWriter<GenericRecord> file = JournalFileWriter.begin(out)) {
      for (JournalRow row : rows) {
        file.appendEncoded(ByteBuffer.wrap(new JournalAvro().encode(row)));
      }
    }
    return new Path(path.toUri());
  }

  private static List<JournalRow> read(byte[] file) throws IOException {
    List<JournalRow> rows = new ArrayList<>();
    try (DataFileStream<GenericRecord> records = open(file)) {
      records.forEach(record -> rows.add(JournalAvro.decode(record)));
    }
    return rows;
  }

  private static int blocks(byte[] file) throws IOException {
    int blocks = 0;
    try (DataFileStream<GenericRecord> records = open(file)) {
      while (records.hasNext()) {
        records.nextBlock();
        blocks++;
      }
    }
    return blocks;
  }

  private static DataFileStream<GenericRecord> open(byte[] file) throws IOException {
    return new DataFileStream<>(
        new ByteArrayInputStream(file), new GenericDatumReader<>(null, JournalAvro.schema()));
  }

  private static JournalRow row(long seq) {
    return new Closed(
        new JournalRow.Stamp("run", 0, new TenantTier("acme", "gold"), seq, seq),
        Closed.Cause.IDLE,
        1);
  }
}
