package dev.surety.job.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.flink.EncodedRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job goes on from a state, whatever the jobs after that state did, and the journal has each row
 * once: those before the state by the run that took it, those after it by the run that goes on.
 *
 * <p>Switched off, that is with {@link FormerSink}, which joined files itself, all of them fail but
 * the last: with a {@code FileNotFoundException} wherever a savepoint is restored a second time.
 */
class JournalRestoreITCase {

  /** Of the sink that joined files: how many checkpoints' it joined. */
  private static final int JOINED = 4;

  @RegisterExtension static final MiniClusterExtension CLUSTER = JournalRun.cluster();

  @TempDir Path dir;

  private Path journal;
  private Path savepoints;

  @BeforeEach
  void folders() {
    journal = dir.resolve("journal");
    savepoints = dir.resolve("savepoints");
  }

  @Test
  void fromTheSavepointOfAStopAfterOthersWentOnFromIt() throws Exception {
    JournalRun first = JournalRun.start(sink(journal), null).goOn(journal, JOINED);
    String savepoint = first.stop(savepoints);
    JournalRun second = JournalRun.start(sink(journal), savepoint).goOn(journal, 3 * JOINED);
    second.cancel();

    try (JournalRun third = JournalRun.start(sink(journal), savepoint).goOn(journal, 2)) {
      assertGoesOn(first.id(), third.id());
    }
  }

  @Test
  void fromASavepointOfALiveJobThatWentOn() throws Exception {
    JournalRun first = JournalRun.start(sink(journal), null).goOn(journal, JOINED);
    String savepoint = first.savepoint(savepoints);
    first.goOn(journal, 3 * JOINED).cancel();

    try (JournalRun second = JournalRun.start(sink(journal), savepoint).goOn(journal, 2)) {
      long from = JournalRun.seqs(journal, second.id()).get(0);
      assertThat(JournalRun.seqs(journal, first.id()))
          .doesNotHaveDuplicates()
          .containsAll(LongStream.range(1, from).boxed().toList());
    }
  }

  @Test
  void fromASavepointInWhichFilesWaitedToBeJoined() throws Exception {
    JournalRun first = JournalRun.start(former(), null).goOn(journal, 2);
    String waiting = first.stop(savepoints);
    JournalRun second = JournalRun.start(sink(journal), waiting).goOn(journal, 3);
    String next = second.stop(savepoints);

    try (JournalRun third = JournalRun.start(sink(journal), next).goOn(journal, 3)) {
      assertGoesOn(first.id(), second.id());
      assertGoesOn(second.id(), third.id());
    }
    try (JournalRun fourth = JournalRun.start(sink(journal), waiting).goOn(journal, 3)) {
      assertGoesOn(first.id(), fourth.id());
    }
  }

  @Test
  void fromASavepointWhoseFilesWereJoinedByAFormerVersionSince() throws Exception {
    JournalRun first = JournalRun.start(former(), null).goOn(journal, 2);
    String waiting = first.stop(savepoints);
    JournalRun.start(former(), waiting).goOn(journal, 2).cancel();

    try (JournalRun third = JournalRun.start(sink(journal), waiting).goOn(journal, 3)) {
      assertGoesOn(first.id(), third.id());
    }
  }

  @Test
  void intoAnotherFolder() throws Exception {
    JournalRun first = JournalRun.start(sink(journal), null).goOn(journal, 3);
    String savepoint = first.stop(savepoints);
    int files = JournalRun.finished(journal).size();
    Path other = dir.resolve("other");

    try (JournalRun second = JournalRun.start(sink(other), savepoint).goOn(other, 3)) {
      assertThat(JournalRun.finished(journal)).hasSize(files);
      List<Long> before = JournalRun.seqs(journal, first.id());
      assertThat(before).isEqualTo(LongStream.rangeClosed(1, before.size()).boxed().toList());
      assertThat(JournalRun.seqs(other, second.id()).get(0)).isEqualTo(before.size() + 1L);
    }
  }

  @Test
  void goesOnThoughSomebodySweptAwayWhatWasInTheMaking() throws Exception {
    JournalRun first = JournalRun.start(sink(journal), null).goOn(journal, 3);
    try (first) {
      for (int i = 0; i < 20; i++) {
        sweep();
        first.wait(Duration.ofMillis(15));
      }
      first.goOn(journal, 3);
    }
  }

  @Test
  void aStateOfAnotherKindOfFileSystemIsRefusedWithTheMend() {
    SameFileSystem files =
        new SameFileSystem(
            new org.apache.flink.core.fs.Path("file:///j"),
            sink(journal).getCommittableSerializer());

    assertThatThrownBy(() -> files.deserialize(1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .hasMessageContaining("can't be finished below journal.path file:/j")
        .hasMessageContaining("Start from it with the journal.path of then");
  }

  private void assertGoesOn(JobID before, JobID after) throws Exception {
    List<Long> old = JournalRun.seqs(journal, before);
    List<Long> rows = JournalRun.seqs(journal, after);
    assertThat(old).isNotEmpty().doesNotHaveDuplicates();
    assertThat(rows)
        .isEqualTo(LongStream.range(rows.get(0), rows.get(0) + rows.size()).boxed().toList())
        .startsWith(old.get(old.size() - 1) + 1);
  }

  private void sweep() throws Exception {
    for (Path file : JournalRun.files(journal)) {
      if (file.getFileName().toString().startsWith(".")) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static JournalSink sink(Path journal) {
    return JournalSink.to(new org.apache.flink.core.fs.Path(journal.toUri()), 64 << 20);
  }

  private FileSink<EncodedRow> former() {
    return FormerSink.to(new org.apache.flink.core.fs.Path(journal.toUri()), JOINED);
  }
}
