package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Records of several files, one after the other; at most one file is open. */
final class JournalRecords implements Iterator<GenericRecord>, AutoCloseable {

  private final Iterator<Path> files;
  private final Schema schema;
  private Path file;
  private DataFileReader<GenericRecord> open;
  private long row;

  /**
   * @param schema what to read of each record
   */
  JournalRecords(List<Path> files, Schema schema) {
    this.files = files.iterator();
    this.schema = schema;
  }

  /**
   * @throws BrokenJournal naming the file, if one can't be read
   */
  @Override
  public boolean hasNext() {
    try {
      while (open == null || !open.hasNext()) {
        checkEnd();
        close();
        if (!files.hasNext()) {
          return false;
        }
        file = files.next();
        row = 0;
        open = new DataFileReader<>(file.toFile(), new GenericDatumReader<>(null, schema));
      }
      return true;
    } catch (IOException | AvroRuntimeException e) {
      throw broken(e);
    }
  }

  @Override
  public GenericRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    row++;
    try {
      return open.next();
    } catch (AvroRuntimeException e) {
      throw broken(e);
    }
  }

  /** What the record that was read last says. */
  JournalRow decoded(GenericRecord record) {
    try {
      return JournalAvro.decode(record);
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw broken(e);
    }
  }

  /** Avro takes a block that was cut off for the end of the file. */
  private void checkEnd() throws IOException {
    if (open != null && open.previousSync() != Files.size(file)) {
      throw new EOFException("it ends within the block that begins at byte " + open.previousSync());
    }
  }

  private BrokenJournal broken(Exception e) {
    return new BrokenJournal(
        ("journal file %s is broken after %d rows: %s; restore it from a copy, or move it away and"
                + " its rows show as gaps")
            .formatted(file, row, e.getMessage()),
        e);
  }

  @Override
  public void close() {
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw broken(e);
      } finally {
        open = null;
      }
    }
  }
}
