package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.wire.JournalAvro;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Rows of several files, one after the other; at most one file is open. */
public final class JournalRows implements Iterator<JournalRow>, AutoCloseable {

  private final Iterator<Path> files;
  private Path file;
  private DataFileReader<GenericRecord> open;
  private long row;

  JournalRows(List<Path> files) {
    this.files = files.iterator();
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
        open =
            new DataFileReader<>(
                file.toFile(), new GenericDatumReader<>(null, JournalAvro.schema()));
      }
      return true;
    } catch (IOException | AvroRuntimeException e) {
      throw broken(e);
    }
  }

  @Override
  public JournalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    row++;
    try {
      return JournalAvro.decode(open.next());
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
