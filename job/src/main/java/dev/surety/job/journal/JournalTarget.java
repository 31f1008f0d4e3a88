package dev.surety.job.journal;

import java.io.IOException;
import org.apache.flink.connector.file.sink.FileSinkCommittable;

/** Where whole files go. */
@FunctionalInterface
interface JournalTarget {

  /**
   * Writes a file, all or nothing.
   *
   * @return what makes it visible
   * @throws IOException if it can't be written now
   */
  FileSinkCommittable write(WaitingFile file) throws IOException;
}
