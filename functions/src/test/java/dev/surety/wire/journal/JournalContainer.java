package dev.surety.wire.journal;

import dev.surety.domain.JournalRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Journal files in memory, as any Avro tool would read and write them. */
final class JournalContainer {

  private JournalContainer() {}

  static byte[] write(List<JournalRow> rows) throws IOException {
    JournalAvro avro = new JournalAvro();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
            .create(JournalAvro.schema(), file)) {
      for (JournalRow row : rows) {
        writer.appendEncoded(ByteBuffer.wrap(avro.encode(row)));
      }
    }
    return file.toByteArray();
  }

  /** A file of one row, written by somebody who has another schema. */
  static byte[] writeWith(Schema schema, JournalRow row) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>()).create(schema, file)) {
      writer.append(generic(new JournalAvro().encode(row), schema));
    }
    return file.toByteArray();
  }

  static List<JournalRow> read(byte[] file) throws IOException {
    return read(new ByteArrayInputStream(file));
  }

  static List<JournalRow> read(InputStream file) throws IOException {
    List<JournalRow> rows = new ArrayList<>();
    try (DataFileStream<GenericRecord> records =
        new DataFileStream<>(file, new GenericDatumReader<>(null, JournalAvro.schema()))) {
      JournalReader reader = new JournalReader();
      records.forEach(record -> rows.add(reader.read(record)));
    }
    return rows;
  }

  static GenericRecord generic(byte[] datum, Schema schema) throws IOException {
    return new GenericDatumReader<GenericRecord>(JournalAvro.schema(), schema)
        .read(null, DecoderFactory.get().binaryDecoder(datum, null));
  }
}
