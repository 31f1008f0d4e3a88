package dev.surety.trials.fuzz.adversary;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Rows as they come back of a journal. */
final class Journal {

  private final JournalAvro avro = new JournalAvro();
  private final GenericDatumReader<GenericRecord> reader =
      new GenericDatumReader<>(JournalAvro.schema());
  private BinaryDecoder decoder;

  JournalRow stored(JournalRow row) {
    decoder = DecoderFactory.get().binaryDecoder(avro.encode(row), decoder);
    try {
      return JournalAvro.decode(reader.read(null, decoder));
    } catch (IOException e) {
      throw new Violation("a journal row can't be read: " + e, e);
    }
  }
}
