package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.JournalCompaction.Done;
import dev.surety.tools.journal.JournalCompaction.Wish;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files become few, and at every moment each row counts once. */
class JournalCompactionTest {

  private static final Instant WRITTEN = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant NEXT_DAY = Instant.parse("2026-03-03T04:00:00Z");
  private static final Instant LATER = NEXT_DAY.plus(Duration.ofDays(20));
  private static final Wish JOIN = new Wish(Long.MAX_VALUE, null);
  private static final Wish DELETE = new Wish(Long.MAX_VALUE, Duration.ofDays(15));

  @TempDir Path dir;

  private Path journal;
  private List<JournalRow> rows;

  @BeforeEach
  void aJournalOfTwoDaysAndToday() throws IOException {
    journal = dir.resolve("journal");
    rows = new Traffic(5).go(4, 60).rows;
    int third = rows.size() / 3;
    day("day=2026-03-01", rows.subList(0, third));
    day("day=2026-03-02", rows.subList(third, 2 * third));
    day("day=2026-03-03", rows.subList(2 * third, rows.size()));
  }

  @Test
  void eachRowCountsOnceAtEveryStep() throws IOException {
    List<String> steps = new ArrayList<>();

    Done joined = compaction(JOIN, NEXT_DAY, steps).run(journal.toString());
    List<Path> seenByOthers = visible();
    Done deleted = compaction(DELETE, LATER, steps).run(journal.toString());

    assertThat(joined)
        .extracting(Done::days, Done::joined, Done::replaced)
        .containsExactly(2, 2, 8);
    assertThat(joined.rows()).isEqualTo(rows.size() / 3 * 2L);
    assertThat(seenByOthers).as("readers that know no manifests see what they saw").hasSize(12);
    // By then the third day is over too, and its files are joined.
    assertThat(deleted).extracting(Done::joined, Done::deleted).containsExactly(1, 8);
    assertThat(steps).hasSize(2 * 2 + 2 + 8 + 2);
    assertThat(visible())
        .filteredOn(file -> !file.getParent().endsWith("day=2026-03-03"))
        .hasSize(2)
        .allMatch(file -> file.getFileName().toString().matches("joined-[0-9a-f-]+\\.avro"));
  }

  @Test
  void aCrashAtAnyStepLosesAndDoublesNothing() throws IOException {
    for (int crash = 1; crash <= 14; crash++) {
      clear();
      aJournalOfTwoDaysAndToday();
      int[] left = {crash};
      JournalCompaction.Steps crashing =
          step -> {
            if (--left[0] == 0) {
              throw new IOException("killed after " + step);
            }
          };
      assertThatThrownBy(
              () -> {
                new JournalCompaction(JOIN, at(NEXT_DAY), crashing).run(journal.toString());
                new JournalCompaction(DELETE, at(LATER), crashing).run(journal.toString());
              })
          .hasMessageStartingWith("killed after");
      assertThat(read()).as("killed at step %d", crash).isEqualTo(sorted(rows));

      List<String> steps = new ArrayList<>();
      compaction(JOIN, LATER, steps).run(journal.toString());
      compaction(DELETE, LATER.plus(Duration.ofDays(20)), steps).run(journal.toString());
      assertThat(visible()).as("in the end, after a kill at step %d", crash).hasSize(3);
    }
  }

  @Test
  void whatASavepointMayStillNameIsNotDeleted() throws IOException {
    compaction(JOIN, NEXT_DAY, new ArrayList<>()).run(journal.toString());

    Instant soon = WRITTEN.plus(Duration.ofDays(15));
    Done done = compaction(DELETE, soon, new ArrayList<>()).run(journal.toString());

    assertThat(done.deleted()).isZero();
  }

  @Test
  void whatWasJustJoinedIsNotDeletedUnderAReadersHands() throws IOException {
    compaction(JOIN, LATER, new ArrayList<>()).run(journal.toString());

    Done done =
        compaction(DELETE, LATER.plusSeconds(60), new ArrayList<>()).run(journal.toString());

    assertThat(done.deleted()).isZero();
  }

  @Test
  void aFileThatComesLateCounts() throws IOException {
    Path day = journal.resolve("day=2026-03-01");
    compaction(JOIN, NEXT_DAY, new ArrayList<>()).run(journal.toString());
    List<JournalRow> late = new Traffic(6).go(1, 20).rows;
    WrittenJournal.file(day.resolve("journal-late.avro"), late);

    rows = new ArrayList<>(rows);
    rows.addAll(late);
    assertThat(read()).isEqualTo(sorted(rows));
  }

  @Test
  void aBrokenFileIsNamedAndNothingReplacesIt() throws IOException {
    Path file = journal.resolve("day=2026-03-01").resolve("journal-1.avro");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));

    assertThatThrownBy(() -> new JournalCompaction(JOIN, at(NEXT_DAY)).run(journal.toString()))
        .isInstanceOf(BrokenJournal.class)
        .hasMessageContaining("journal-1.avro is broken");
    assertThat(visible()).hasSize(12);
    assertThat(JournalFiles.in(journal).paths()).hasSize(12);
  }

  @Test
  void rowsThatAreGoneWithTheirJoinedFileAreMissed() throws IOException {
    compaction(JOIN, NEXT_DAY, new ArrayList<>()).run(journal.toString());
    compaction(DELETE, LATER, new ArrayList<>()).run(journal.toString());
    for (Path file : visible()) {
      if (file.getParent().endsWith("day=2026-03-02")) {
        Files.delete(file);
      }
    }

    assertThatThrownBy(() -> JournalFiles.in(journal))
        .isInstanceOf(BrokenJournal.class)
        .hasMessageContaining("is missing in")
        .hasMessageContaining("day=2026-03-02");
  }

  @Test
  void filesOfAnEarlierSchemaAreTakenIn() throws IOException {
    String now = JournalAvro.schema().toString();
    int last = now.lastIndexOf(",{\"name\":\"lineage\"");
    Schema earlier =
        new Schema.Parser().parse(now.replace(now.substring(last, now.length() - 2), ""));
    JournalRow row = rows.stream().filter(JournalRow.Config.class::isInstance).findFirst().get();
    try (OutputStream out =
            Files.newOutputStream(journal.resolve("day=2026-03-01/journal-old.avro"));
        DataFileWriter<GenericRecord> file =
            new DataFileWriter<GenericRecord>(new GenericDatumWriter<>()).create(earlier, out)) {
      file.append(
          new GenericDatumReader<GenericRecord>(JournalAvro.schema(), earlier)
              .read(null, DecoderFactory.get().binaryDecoder(new JournalAvro().encode(row), null)));
    }
    rows = new ArrayList<>(rows);
    rows.add(row);

    compaction(JOIN, NEXT_DAY, new ArrayList<>()).run(journal.toString());

    assertThat(read()).isEqualTo(sorted(rows));
  }

  /** Reads all at each step. */
  private JournalCompaction compaction(Wish wish, Instant now, List<String> steps) {
    return new JournalCompaction(
        wish,
        at(now),
        step -> {
          steps.add(step);
          assertThat(read()).as(step).isEqualTo(sorted(rows));
        });
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private void day(String name, List<JournalRow> rows) throws IOException {
    WrittenJournal.shuffled(journal.resolve(name), rows, 4);
    for (Path file : visible()) {
      Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    }
  }

  private List<String> read() {
    List<JournalRow> read = new ArrayList<>();
    try (JournalRows all = JournalFiles.read(journal)) {
      all.forEachRemaining(read::add);
    }
    return sorted(read);
  }

  private static List<String> sorted(List<JournalRow> rows) {
    return rows.stream()
        .map(row -> row instanceof JournalRow.Decided decided ? decided.asKept() : row)
        .map(JournalRow::toString)
        .sorted()
        .toList();
  }

  private List<Path> visible() throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      return files.filter(f -> f.getFileName().toString().matches("[^._].*\\.avro")).toList();
    }
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
