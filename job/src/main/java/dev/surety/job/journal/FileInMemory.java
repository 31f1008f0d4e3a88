package dev.surety.job.journal;

import dev.surety.flink.EncodedRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A file of the journal in the making: compressed rows of one day, not on any disk yet. */
final class FileInMemory {

  private static final int HEAD = 16 << 10;

  private final int day;
  private final EncodedRow first;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD);
  private final JournalFileWriter rows;

  /**
   * @param first its first row, which says whose file it is
   */
  FileInMemory(EncodedRow first) throws IOException {
    this.first = first;
    day = first.day();
    rows = new JournalFileWriter(bytes);
    rows.addElement(first);
  }

  EncodedRow first() {
    return first;
  }

  boolean takes(EncodedRow row) {
    return row.day() == day;
  }

  void add(EncodedRow row) throws IOException {
    rows.addElement(row);
  }

  /** Bytes that have been compressed. */
  int size() {
    return bytes.size();
  }

  WaitingFile finish() throws IOException {
    rows.finish();
    return new WaitingFile(day, bytes.toByteArray());
  }
}
