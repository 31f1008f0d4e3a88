package dev.surety.trials.fuzz.adversary;

import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.Configurations;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;

/** Rows as they come back of a journal. */
final class Journal {

  private final JournalAvro avro = new JournalAvro();
  private final JournalReader reader;

  Journal(Configurations configurations) {
    reader = new JournalReader(configurations::modelNames);
  }

  JournalRow stored(JournalRow row) {
    return reader.read(avro.encode(row));
  }
}
