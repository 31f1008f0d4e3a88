package dev.surety.tools.history;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** The inverse of {@link JournalAvro#encode}. Not thread-safe. */
final class JournalRowReader {

  private final GenericDatumReader<GenericRecord> reader =
      new GenericDatumReader<>(JournalAvro.schema());
  private BinaryDecoder decoder;

  JournalRow read(byte[] datum) throws IOException {
    decoder = DecoderFactory.get().binaryDecoder(datum, decoder);
    return JournalAvro.decode(reader.read(null, decoder));
  }
}
