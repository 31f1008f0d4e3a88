package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;
import dev.surety.wire.journal.RowModels;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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
  private final JournalReader reader;
  private final JournalAvro writer = new JournalAvro();
  private Path file;
  private AvroInput input;
  private DataFileReader<GenericRecord> open;
  private long row;

  /** Whether the open file has the newest schema, and all of it is wanted. */
  private boolean whole;

  private byte[] block;
  private long left;
  private int from;
  private int to;
  private int blockEnd;

  /** All of each row; the configurations that they name are looked for in the same files. */
  JournalRows(List<Path> files) {
    this(files, new NamesInFiles(files));
  }

  /**
   * All of each row.
   *
   * @param names of the models that rows name by their places
   */
  JournalRows(List<Path> files, RowModels names) {
    this(files, JournalAvro.schema(), names);
  }

  /**
   * @param schema what to read of each row, of decisions nothing
   */
  JournalRows(List<Path> files, Schema schema) {
    this(files, schema, RowModels.NONE);
  }

  /** Of one file, for who wants no names of candidates: nothing is looked up for them. */
  static JournalRows quick(Path file) {
    return new JournalRows(List.of(file), RowModels.NONE);
  }

  private JournalRows(List<Path> files, Schema schema, RowModels names) {
    this.files = files.iterator();
    this.schema = schema;
    this.reader = new JournalReader(names);
  }

  /**
   * @throws BrokenJournal naming the file, if one can't be read
   */
  @Override
  public boolean hasNext() {
    try {
      while (left == 0 && (open == null || !open.hasNext())) {
        checkEnd();
        close();
        if (!files.hasNext()) {
          return false;
        }
        file = files.next();
        row = 0;
        input = AvroInput.open(file);
        open = new DataFileReader<>(input, new GenericDatumReader<>(null, schema));
        whole = schema.equals(JournalAvro.schema()) && open.getSchema().equals(schema);
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
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!whole) {
      return decoded(record());
    }
    row++;
    try {
      if (left == 0) {
        nextBlock();
      }
      from = to;
      JournalRow next = reader.read(block, from);
      to = reader.end();
      left--;
      if (left == 0 && to != blockEnd) {
        throw new EOFException("its block has other bytes than its rows");
      }
      return next;
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      throw broken(e);
    }
  }

  /** All rows of a file with the newest schema are read by hand, block by block. */
  private void nextBlock() throws IOException {
    ByteBuffer bytes = open.nextBlock();
    left = open.getBlockCount();
    block = bytes.array();
    to = bytes.arrayOffset() + bytes.position();
    blockEnd = to + bytes.remaining();
  }

  /**
   * The datum of the row that was read last, as {@link JournalAvro#encode} gives it.
   *
   * @param row that was read last
   */
  byte[] datum(JournalRow row) {
    return whole ? Arrays.copyOfRange(block, from, to) : writer.encode(row);
  }

  /** The next row as Avro has it; not to be mixed with {@link #next}. */
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
      return reader.read(record);
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
        left = 0;
      }
    }
  }
}
