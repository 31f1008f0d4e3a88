package dev.surety.job.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file system that refuses to be written, as a full disk does. The job must not restart (its
 * restart strategy is off), checkpoints must go on, and each row must be there once in the end.
 *
 * <p>Switched off, that is with Flink's own writer of files, the job fails at the first refusal.
 */
class JournalRefusedITCase {

  private static final int ENOUGH = 1 << 20;
  private static final Duration A_FEW_CHECKPOINTS = Duration.ofMillis(400);

  @RegisterExtension static final MiniClusterExtension CLUSTER = JournalRun.cluster();

  @TempDir Path dir;

  private Path journal;
  private Path savepoints;

  @BeforeEach
  void folders() {
    journal = dir.resolve("journal");
    savepoints = dir.resolve("savepoints");
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "write", "close"})
  void noRowIsLostWhileItRefusesAndCheckpointsGoOn(String when) throws Exception {
    JournalRun run = JournalRun.start(sink(ENOUGH), null).goOn(journal, 2);
    RefusingFileSystem.refuse(journal, when);
    run.wait(A_FEW_CHECKPOINTS).savepoint(savepoints);
    List<Path> hidden = new ArrayList<>(JournalRun.files(journal));
    hidden.removeAll(JournalRun.finished(journal));
    assertThat(hidden).as("halves of files").hasSizeLessThan(2);
    RefusingFileSystem.relent(journal);
    run.goOn(journal, 3).stop(savepoints);

    assertEachRowOnce(JournalRun.seqs(journal, run.id()));
  }

  @Test
  void whatWaitsIsInASavepointAndWrittenByWhoGoesOnFromIt() throws Exception {
    JournalRun first = JournalRun.start(sink(ENOUGH), null).goOn(journal, 2);
    RefusingFileSystem.refuse(journal, "write");
    int visible = JournalRun.seqs(journal, first.id()).size();
    String savepoint = first.wait(A_FEW_CHECKPOINTS).stop(savepoints);

    try (JournalRun second = JournalRun.start(sink(ENOUGH), savepoint).wait(A_FEW_CHECKPOINTS)) {
      RefusingFileSystem.relent(journal);
      second.goOn(journal, 2);
      List<Long> rows = JournalRun.seqs(journal, first.id());
      assertThat(rows).hasSizeGreaterThan(visible);
      rows.addAll(JournalRun.seqs(journal, second.id()));
      assertEachRowOnce(rows);
    }
  }

  @Test
  void pastTheBoundWhoWritesWaitsAndNothingFails() throws Exception {
    JournalRun run = JournalRun.start(sink(1), null).goOn(journal, 2);
    RefusingFileSystem.refuse(journal, "close");
    int visible = JournalRun.seqs(journal, run.id()).size();
    run.wait(Duration.ofSeconds(2));
    assertThat(JournalRun.seqs(journal, run.id()).size()).isLessThan(visible + 20);
    RefusingFileSystem.relent(journal);
    run.goOn(journal, 3).stop(savepoints);

    assertEachRowOnce(JournalRun.seqs(journal, run.id()));
  }

  private static void assertEachRowOnce(List<Long> rows) {
    assertThat(rows).isEqualTo(LongStream.rangeClosed(1, rows.size()).boxed().toList());
  }

  private JournalSink sink(long mostWaiting) {
    return JournalSink.to(RefusingFileSystem.of(journal), mostWaiting);
  }
}
