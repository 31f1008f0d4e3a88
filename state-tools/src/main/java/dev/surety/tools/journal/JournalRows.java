package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Rows of several files, one after the other; at most one file is open. */
public final class JournalRows implements Iterator<JournalRow>, AutoCloseable {

  private final JournalRecords records;

  JournalRows(List<Path> files) {
    records = new JournalRecords(files, JournalAvro.schema());
  }

  /**
   * @throws BrokenJournal naming the file, if one can't be read
   */
  @Override
  public boolean hasNext() {
    return records.hasNext();
  }

  /**
   * @throws BrokenJournal naming file and row, if it can't be read
   */
  @Override
  public JournalRow next() {
    return records.decoded(records.next());
  }

  @Override
  public void close() {
    records.close();
  }
}
