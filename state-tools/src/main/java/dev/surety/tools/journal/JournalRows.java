package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.HeadReader;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;
import dev.surety.wire.journal.RowHead;
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
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.core.fs.Path;

/**
 * Rows of several files, one after the other; at most one file is open. Of each row its head is
 * read, and the rest of those that somebody asks for: {@link #next} gives all of each row, {@link
 * #nextHead} the head, and {@link #row} and {@link #datum} what is behind it.
 */
public final class JournalRows implements Iterator<JournalRow>, AutoCloseable {

  private final Iterator<Path> files;
  private final JournalReader reader;
  private final JournalAvro writer = new JournalAvro();
  private Path file;
  private AvroInput input;
  private DataFileReader<GenericRecord> open;
  private long row;

  /** Of the file that was opened last. */
  private Schema schema;

  private HeadReader heads;

  /** Of it too, where that is not the newest schema. */
  private GenericDatumReader<GenericRecord> older;

  private BinaryDecoder decoder;
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
    this.files = files.iterator();
    this.reader = new JournalReader(names);
  }

  /** Of some files, for who wants no names of candidates: nothing is looked up for them. */
  static JournalRows nameless(List<Path> files) {
    return new JournalRows(files, RowModels.NONE);
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
        open(files.next());
      }
      return true;
    } catch (IOException | AvroRuntimeException e) {
      throw broken(e);
    }
  }

  private void open(Path next) throws IOException {
    file = next;
    row = 0;
    input = AvroInput.open(file);
    open = new DataFileReader<>(input, new GenericDatumReader<>());
    if (!open.getSchema().equals(schema)) {
      schema = open.getSchema();
      heads = new HeadReader(schema);
      boolean newest = schema.equals(JournalAvro.schema());
      older = newest ? null : new GenericDatumReader<>(schema, JournalAvro.schema());
    }
  }

  /**
   * All of the next row.
   *
   * @throws BrokenJournal naming file and row, if it can't be read
   */
  @Override
  public JournalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (older != null) {
      nextHead();
      return row();
    }
    try {
      begin();
      JournalRow next = reader.read(block, from);
      end(reader.end());
      return next;
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      throw broken(e);
    }
  }

  /**
   * The head of the next row, which holds until another one is asked for.
   *
   * @throws BrokenJournal naming file and row, if it can't be read
   */
  RowHead nextHead() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      begin();
      RowHead head = heads.read(block, from);
      end(heads.end());
      return head;
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      throw broken(e);
    }
  }

  private void begin() throws IOException {
    row++;
    if (left == 0) {
      ByteBuffer bytes = open.nextBlock();
      left = open.getBlockCount();
      block = bytes.array();
      to = bytes.arrayOffset() + bytes.position();
      blockEnd = to + bytes.remaining();
    }
    from = to;
  }

  private void end(int end) throws IOException {
    to = end;
    left--;
    if (left == 0 && to != blockEnd) {
      throw new EOFException("its block has other bytes than its rows");
    }
  }

  /**
   * All of the row that was read last.
   *
   * @throws BrokenJournal naming file and row, if it can't be read
   */
  JournalRow row() {
    try {
      return older == null ? reader.read(block, from) : reader.read(older());
    } catch (IOException | AvroRuntimeException | IllegalArgumentException e) {
      throw broken(e);
    }
  }

  private GenericRecord older() throws IOException {
    decoder = DecoderFactory.get().binaryDecoder(block, from, to - from, decoder);
    return older.read(null, decoder);
  }

  /** The datum of the row that was read last, as {@link JournalAvro#encode} gives it. */
  byte[] datum() {
    return older == null ? Arrays.copyOfRange(block, from, to) : writer.encode(row());
  }

  /** Hands the datum of the row that was read last to where rows are sorted. */
  void copyTo(RunWriter sorted, RowHead head, int chain) throws IOException {
    if (older == null) {
      sorted.add(head, chain, block, from, to);
    } else {
      byte[] datum = datum();
      sorted.add(head, chain, datum, 0, datum.length);
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
