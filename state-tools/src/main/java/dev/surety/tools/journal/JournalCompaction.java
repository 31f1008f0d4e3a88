package dev.surety.tools.journal;

import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Joins the files of days that are over into few larger ones, by copying their compressed blocks.
 *
 * <p>The job knows nothing of it, so two things hold at every moment, also if this is killed. A
 * reader counts each row once: joined rows count from when their {@link JoinManifest} is there, and
 * those that they replace until then. And every state that may still be restored finds what it
 * names: Flink finishes a file of a state by looking for it, in the making or finished, so files
 * are deleted only when they are older than any such state.
 */
final class JournalCompaction {

  /** A reader that listed a folder before its manifest was there has read it by then. */
  static final Duration GRACE = Duration.ofHours(1);

  private static final String DAY = "day=";

  /** Told what has just been done to files. */
  interface Steps {

    void done(String what) throws IOException;
  }

  /**
   * What to do.
   *
   * @param bytes of a joined file at which the next one is begun
   * @param deleteAfter how old what was replaced must be to be deleted, or {@code null} to delete
   *     nothing
   */
  public record Wish(long bytes, Duration deleteAfter) {}

  /**
   * What was done.
   *
   * @param days that something was done to
   * @param joined larger files that were written
   * @param rows in them
   * @param replaced smaller files whose rows they have
   * @param deleted files that had been replaced
   * @param deletedBytes in those
   */
  public record Done(
      int days, int joined, long rows, int replaced, int deleted, long deletedBytes) {

    private Done plus(Done other) {
      return new Done(
          days + other.days,
          joined + other.joined,
          rows + other.rows,
          replaced + other.replaced,
          deleted + other.deleted,
          deletedBytes + other.deletedBytes);
    }

    private boolean isNothing() {
      return joined + deleted == 0;
    }
  }

  private static final Done NOTHING = new Done(0, 0, 0, 0, 0, 0);

  private final Wish wish;
  private final Clock clock;
  private final Steps steps;

  public JournalCompaction(Wish wish, Clock clock) {
    this(wish, clock, what -> {});
  }

  JournalCompaction(Wish wish, Clock clock, Steps steps) {
    this.wish = wish;
    this.clock = clock;
    this.steps = steps;
  }

  /**
   * All days below a folder that are over, UTC.
   *
   * @throws BrokenJournal naming the file, if one can't be read: nothing has been replaced by it
   * @throws IOException if the file system refuses; what is done is done, and may be run again
   */
  public Done run(String folder) throws IOException {
    Done all = NOTHING;
    for (Path day : days(folder, LocalDate.now(clock))) {
      Done done = deleteReplaced(DayFolder.list(day)).plus(join(DayFolder.list(day)));
      all = all.plus(done.isNothing() ? NOTHING : done.plus(new Done(1, 0, 0, 0, 0, 0)));
    }
    return all;
  }

  /** The folders of the days before one. */
  static List<Path> days(String folder, LocalDate before) throws IOException {
    List<Path> days = new ArrayList<>();
    for (Path day : DayFolder.list(new Path(folder)).folders()) {
      if (day.getName().startsWith(DAY) && date(day).isBefore(before)) {
        days.add(day);
      }
    }
    days.sort(Comparator.comparing(Path::getName));
    return days;
  }

  private static LocalDate date(Path day) {
    try {
      return LocalDate.parse(day.getName().substring(DAY.length()));
    } catch (DateTimeParseException e) {
      return LocalDate.MAX;
    }
  }

  private Done deleteReplaced(DayFolder day) throws IOException {
    FileSystem files = day.path().getFileSystem();
    Done done = NOTHING;
    for (JoinManifest joined : day.manifests()) {
      List<FileStatus> replaced =
          joined.replaces().stream().filter(day::has).map(day::file).toList();
      if (!mayGo(joined, replaced)) {
        continue;
      }
      if (!day.has(joined.visibleRows())) {
        rename(files, day.path(), joined.hiddenRows(), joined.visibleRows());
      }
      for (FileStatus each : replaced) {
        files.delete(each.getPath(), false);
        steps.done("deleted " + each.getPath().getName());
        done = done.plus(new Done(0, 0, 0, 0, 1, each.getLen()));
      }
    }
    return done;
  }

  private boolean mayGo(JoinManifest joined, List<FileStatus> replaced) {
    if (wish.deleteAfter() == null || replaced.isEmpty()) {
      return false;
    }
    long now = clock.millis();
    long young = now - wish.deleteAfter().toMillis();
    return joined.written() < now - GRACE.toMillis()
        && replaced.stream().allMatch(file -> file.getModificationTime() < young);
  }

  private Done join(DayFolder day) throws IOException {
    removeUnfinished(day);
    Done done = NOTHING;
    List<FileStatus> group = new ArrayList<>();
    long bytes = 0;
    for (FileStatus each : day.loose()) {
      group.add(each);
      bytes += each.getLen();
      if (bytes >= wish.bytes()) {
        done = done.plus(join(day.path(), group));
        group.clear();
        bytes = 0;
      }
    }
    return done.plus(join(day.path(), group));
  }

  /** Of a run that was killed before its manifest was there: nobody has counted them. */
  private void removeUnfinished(DayFolder day) throws IOException {
    List<String> finished = day.manifests().stream().map(JoinManifest::hiddenRows).toList();
    long young = clock.millis() - GRACE.toMillis();
    for (String name : day.names()) {
      if (JoinManifest.isHiddenRows(name)
          && !finished.contains(name)
          && day.file(name).getModificationTime() < young) {
        day.path().getFileSystem().delete(new Path(day.path(), name), false);
        steps.done("deleted " + name);
      }
    }
  }

  private Done join(Path day, List<FileStatus> group) throws IOException {
    if (group.size() < 2) {
      return NOTHING;
    }
    List<Path> parts = group.stream().map(FileStatus::getPath).toList();
    long rows = rows(parts);
    JoinManifest joined =
        new JoinManifest(
            UUID.randomUUID().toString(),
            rows,
            parts.stream().map(Path::getName).toList(),
            clock.millis());
    Path whole = new Path(day, joined.hiddenRows());
    copy(parts, whole);
    steps.done("wrote " + whole.getName());
    long found = rows(List.of(whole));
    if (found != rows) {
      throw new BrokenJournal(
          "%s has %,d rows, and the files it was made of have %,d; they are as they were"
              .formatted(whole, found, rows));
    }
    joined.write(day);
    steps.done("wrote " + joined.name());
    return new Done(0, 1, rows, group.size(), 0, 0);
  }

  /** Every block is opened, so its checksum is too. */
  private static long rows(List<Path> files) {
    long rows = 0;
    try (JournalRows each = JournalRows.nameless(files)) {
      for (; each.hasNext(); rows++) {
        each.nextHead();
      }
    }
    return rows;
  }

  /** Blocks as they are; only files of another schema are written anew. */
  private static void copy(List<Path> parts, Path whole) throws IOException {
    try (OutputStream out = whole.getFileSystem().create(whole, FileSystem.WriteMode.NO_OVERWRITE);
        DataFileWriter<GenericRecord> writer =
            new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
                .setCodec(CodecFactory.zstandardCodec(1, true))
                .create(JournalAvro.schema(), out)) {
      for (Path part : parts) {
        try (AvroInput in = AvroInput.open(part);
            DataFileReader<GenericRecord> rows =
                new DataFileReader<>(in, new GenericDatumReader<>(null, JournalAvro.schema()))) {
          if (rows.getSchema().equals(JournalAvro.schema())) {
            writer.appendAllFrom(rows, false);
          } else {
            for (GenericRecord row : rows) {
              writer.append(row);
            }
          }
        }
      }
    }
  }

  private void rename(FileSystem files, Path day, String from, String to) throws IOException {
    if (!files.rename(new Path(day, from), new Path(day, to))) {
      throw new IOException("%s can't be renamed to %s in %s".formatted(from, to, day));
    }
    steps.done("renamed " + from);
  }
}
