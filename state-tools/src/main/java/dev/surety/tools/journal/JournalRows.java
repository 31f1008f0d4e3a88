package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.Path;

/** Rows of several files, one after the other; at most one file is open. */
public final class JournalRows implements Iterator<JournalRow>, AutoCloseable {

  private final Iterator<Path> files;
  private final Schema schema;
  private Path file;
  private AvroInput input;
  private DataFileReader<GenericRecord> open;
  private long row;

  JournalRows(List<Path> files) {
    this(files, JournalAvro.schema());
  }

  /**
   * @param schema what to read of each row
   */
  JournalRows(List<Path> files, Schema schema) {
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
        input = AvroInput.open(file);
        open = new DataFileReader<>(input, new GenericDatumReader<>(null, schema));
      }
      return true;
    } catch (IOException | AvroRuntimeException e) {
      throw broken(e);
    }
  }

  /**
   * @throws BrokenJournal naming file and row, if it can't be read
   */
  @Override
  public JournalRow next() {
    return decoded(record());
  }

  /** The next row as Avro has it. */
  GenericRecord record() {
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
    if (open != null && open.previousSync() != input.length()) {
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
    if (input != null) {
      try {
        input.close();
      } catch (IOException e) {
        throw broken(e);
      } finally {
        open = null;
        input = null;
      }
    }
  }
}
