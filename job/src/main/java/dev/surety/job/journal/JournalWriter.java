package dev.surety.job.journal;

import dev.surety.flink.EncodedRow;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.file.sink.FileSinkCommittable;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes files in memory, compressed, and writes each in one go when it is complete: at a
 * checkpoint, a new day, or {@link #PORTION}. So a file system that refuses takes nothing along:
 * what it did not take waits here and in the state, in which checkpoints keep it safe, and is
 * written first when there is room again. Deciding goes on meanwhile, until {@code most} bytes
 * wait; then this holds up who writes, until there is room.
 */
final class JournalWriter
    implements StatefulSinkWriter<EncodedRow, WaitingFile>,
        CommittingSinkWriter<EncodedRow, FileSinkCommittable> {

  /** Of a file in memory, compressed. */
  static final int PORTION = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
  private static final long LOOK_MILLIS = 1_000;

  private final JournalTarget disk;
  private final long most;
  private final int portion;
  private final JournalMetrics metrics;
  private final Counter rows;

  private final Deque<WaitingFile> waiting = new ArrayDeque<>();
  private final List<FileSinkCommittable> written = new ArrayList<>();
  private long waitingBytes;
  private boolean refused;
  private FileInMemory open;

  /**
   * @param waiting what an earlier writer could not write
   * @param most bytes that may wait
   * @param portion bytes of a file in memory
   */
  JournalWriter(
      JournalTarget disk,
      Collection<WaitingFile> waiting,
      long most,
      int portion,
      JournalMetrics metrics,
      Counter rows) {
    this.disk = disk;
    this.most = most;
    this.portion = portion;
    this.metrics = metrics;
    this.rows = rows;
    waiting.stream().filter(file -> !file.isNone()).forEach(this::add);
  }

  /** Waits while there is no room, neither on the disk nor here. */
  @Override
  public void write(EncodedRow row, Context context) throws IOException, InterruptedException {
    if (refused && waitingBytes > most) {
      awaitRoom();
    }
    rows.inc();
    if (open == null) {
      open = new FileInMemory(row);
      return;
    }
    if (!open.takes(row)) {
      finish();
      open = new FileInMemory(row);
      return;
    }
    if (open.size() >= portion) {
      EncodedRow first = open.first();
      finish();
      open = new FileInMemory(first); // each file says whose it is
    }
    open.add(row);
  }

  /**
   * What was written before a checkpoint is complete in files.
   *
   * @throws IOException at the end of all input, if something still waits: nobody would write it
   */
  @Override
  public void flush(boolean endOfInput) throws IOException {
    if (open != null) {
      finish();
    } else {
      writeWhatWaits();
    }
    if (endOfInput && !waiting.isEmpty()) {
      throw new IOException(
          "the journal's last files can't be written, see the log; make room and end the job again");
    }
  }

  @Override
  public Collection<FileSinkCommittable> prepareCommit() {
    List<FileSinkCommittable> finished = List.copyOf(written);
    written.clear();
    return finished;
  }

  @Override
  public List<WaitingFile> snapshotState(long checkpoint) {
    return List.copyOf(waiting);
  }

  private void finish() throws IOException {
    add(open.finish());
    open = null;
    writeWhatWaits();
  }

  private void add(WaitingFile file) {
    waiting.add(file);
    waitingBytes += file.content().length;
    // Else it is on its way to the disk.
    metrics.waiting(refused ? waitingBytes : 0);
  }

  private void writeWhatWaits() throws IOException {
    while (!waiting.isEmpty()) {
      WaitingFile next = waiting.peek();
      try {
        written.add(disk.write(next));
      } catch (IOException | RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e; // the task is being ended
        }
        refused(e);
        return;
      }
      waiting.remove();
      waitingBytes -= next.content().length;
    }
    if (refused) {
      refused = false;
      LOG.info("The journal is written again, and all that waited is in it");
    }
    metrics.waiting(0);
  }

  private void refused(Exception e) {
    if (!refused) {
      LOG.error(
          "The journal can't be written: {}. Decisions go on; rows wait in memory, and in checkpoints,"
              + " until {} bytes of them wait (journal.most-waiting). Make room",
          e.getMessage(),
          most,
          e);
    }
    refused = true;
    metrics.waiting(waitingBytes);
  }

  private void awaitRoom() throws IOException, InterruptedException {
    LOG.error(
        "The journal can't be written and {} bytes wait: deciding stops until there is room. Nothing"
            + " is lost; make room, or raise journal.most-waiting",
        waitingBytes);
    while (refused && waitingBytes > most) {
      Thread.sleep(LOOK_MILLIS);
      writeWhatWaits();
    }
  }

  @Override
  public void close() {
    // What is in memory is in the last checkpoint, or is read and written again from it.
  }
}
