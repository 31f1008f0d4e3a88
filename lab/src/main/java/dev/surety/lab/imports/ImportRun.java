package dev.surety.lab.imports;

import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads files one after the other, whatever they are, into one log or one set of full rows. */
final class ImportRun {

  /** What is asked for, beside files and format. */
  record Wishes(
      Map<String, String> map, LabelScale scale, String score, String tenant, PoolNames names) {}

  /** A file and what it was found to be. */
  private record Known(Path path, ImportFormat format, boolean json, ColumnMap columns) {

    /** Whether it says nothing but what somebody thought of requests. */
    boolean isLabels() {
      return columns != null && columns.isLabels();
    }

    boolean isScored() {
      return format.isScored() || isLabels();
    }
  }

  /** From so many on it is worth telling how fast it was. */
  private static final long MANY = 100_000;

  private final Wishes wishes;
  private final Path out;
  private final PrintWriter text;
  private final PrintWriter err;
  private final ImportCounts counts = new ImportCounts();
  private final TraceUsers users = new TraceUsers();
  private final List<Known> files = new ArrayList<>();

  /**
   * @param out what comes of it, without endings
   */
  ImportRun(Wishes wishes, Path out, PrintWriter text, PrintWriter err) {
    this.wishes = wishes;
    this.out = out;
    this.text = text;
    this.err = err;
  }

  /**
   * Looks at the beginning of every file, and shows what it is taken for.
   *
   * @param format of all of them, or {@code null} to guess
   * @throws IllegalArgumentException if one can't be read so
   */
  void look(List<Path> paths, ImportFormat format) throws IOException {
    Map<String, Integer> said = new LinkedHashMap<>();
    for (Path path : paths) {
      Known known = known(path, format);
      if (known != null) {
        files.add(known);
        said.merge(
            known.format()
                + (format == null ? " (by its beginning)" : "")
                + (known.isLabels() ? ", labels alone" : "")
                + (known.columns() == null ? "" : "; columns " + known.columns()),
            1,
            Integer::sum);
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("there is nothing in these files");
    }
    if (files.stream().map(file -> file.format().isFull()).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "some of these files are logs, and in others every model answered; import them apart");
    }
    said.forEach(
        (what, count) ->
            text.printf("%s %s: %s%n", Figures.count(count), count == 1 ? "file" : "files", what));
    text.flush();
  }

  private Known known(Path path, ImportFormat wanted) throws IOException {
    try (SourceFile file = SourceFile.open(path, bytes -> {})) {
      file.text().mark(1 << 17);
      ImportFormat format = wanted == null ? ImportFormat.guess(file) : wanted;
      file.text().reset();
      if (file.text().read() < 0) {
        counts.passedOver("an empty file");
        return null;
      }
      file.text().reset();
      boolean json = ImportFormat.isJson(file.text());
      List<String> header = format.isTable() ? header(file, json) : null;
      return new Known(
          path, format, json, header == null ? null : format.columns(wishes.map(), header));
    } catch (IOException e) {
      if (SourceFile.isCutOff(e)) {
        counts.unreadable("a packed file that is damaged from its beginning on");
        return null;
      }
      throw e;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }

  private static List<String> header(SourceFile file, boolean json) throws IOException {
    if (!json) {
      List<String> header = new CsvRecords(file.text()).header();
      return header == null ? List.of() : header;
    }
    return TableReader.firstNames(file);
  }

  /** Reads them all, and says what came of it; gives whether anything did. */
  boolean run() throws IOException {
    Files.createDirectories(out.toAbsolutePath().getParent());
    return files.get(0).format().isFull() ? full() : log();
  }

  private boolean log() throws IOException {
    Path log = Path.of(out + ".log.jsonl.gz");
    Path unreadable = Path.of(out + ".unreadable.jsonl");
    Labels labels = new Labels();
    double seconds;
    try (LogIntake intake = new LogIntake(wishes.names(), counts, labels, log, unreadable)) {
      if (files.stream().anyMatch(Known::isScored)) {
        try (Progress progress = progress("read labels")) {
          for (Known known : files.stream().filter(Known::isScored).toList()) {
            intake.of(known.path());
            try (SourceFile file = SourceFile.open(known.path(), progress::advance)) {
              scores(known, file, intake, labels);
              sayCutOff(file, known.isLabels());
            }
          }
        }
      }
      try (Progress progress = progress("import")) {
        each(
            progress,
            (known, file) -> {
              intake.of(known.path());
              answers(known, file, intake, labels);
            });
        seconds = progress.seconds();
      }
    }
    say(counts.kept > 0 ? List.of(log) : List.of(), unreadable);
    if (counts.kept >= MANY) {
      text.printf(
          "%s rows a second by the clock, %s a second of one core%n",
          Figures.count((long) (counts.kept / seconds)),
          Figures.count((long) (counts.kept / coreSeconds())));
    }
    return counts.kept > 0;
  }

  /** What this thread has worked, which does all of it. */
  private static double coreSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private Progress progress(String work) throws IOException {
    long bytes = 0;
    for (Known file : files) {
      bytes += Files.size(file.path());
    }
    return Progress.towards(bytes, work, "bytes", err);
  }

  /** Reads one file. */
  private interface Reading {
    void read(Known known, SourceFile file) throws IOException;
  }

  /** What is packed and ends too early counts up to there. */
  private void each(Progress progress, Reading reading) throws IOException {
    for (Known known : files) {
      try (SourceFile file = SourceFile.open(known.path(), progress::advance)) {
        reading.read(known, file);
        sayCutOff(file, true);
      }
    }
  }

  private void sayCutOff(SourceFile file, boolean isLast) {
    if (isLast && file.isCutOff()) {
      counts.unreadable("a packed file that is cut off or damaged: what is before counts");
    }
  }

  /** What has no more than labels is read once, with all that is wrong with it. */
  private void scores(Known known, SourceFile file, LogIntake intake, Labels labels)
      throws IOException {
    if (known.isLabels()) {
      table(known, file, intake);
      return;
    }
    QuietIntake quiet = new QuietIntake(labels, counts);
    RowMaker none = rows(quiet);
    if (known.format() == ImportFormat.OTEL) {
      new OtelReader(none, quiet, wishes.scale(), wishes.score(), labels).scores(file);
    } else {
      langfuse(none, quiet, labels).scores(file);
    }
  }

  private LangfuseReader langfuse(RowMaker rows, Intake intake, Labels labels) {
    return new LangfuseReader(rows, intake, wishes.scale(), wishes.score(), labels, users);
  }

  private void table(Known known, SourceFile file, Intake intake) throws IOException {
    TableReader reader = new TableReader(rows(intake), intake, known.columns());
    if (known.json()) {
      reader.json(file);
    } else {
      reader.csv(file);
    }
  }

  private RowMaker rows(Intake intake) {
    return new RowMaker(intake, wishes.scale(), wishes.tenant());
  }

  private void answers(Known known, SourceFile file, LogIntake intake, Labels labels)
      throws IOException {
    RowMaker rows = rows(intake);
    if (known.format() == ImportFormat.OTEL) {
      new OtelReader(rows, intake, wishes.scale(), wishes.score(), labels).spans(file);
    } else if (known.format() == ImportFormat.LANGFUSE) {
      langfuse(rows, intake, labels).generations(file);
    } else if (!known.isLabels()) { // those have been read
      table(known, file, intake);
    }
  }

  private boolean full() throws IOException {
    Path unreadable = Path.of(out + ".unreadable.jsonl");
    List<Path> written = List.of(Path.of(out + ".jsonl"), Path.of(out + ".models.json"));
    try (LogIntake intake = new LogIntake(wishes.names(), counts, new Labels(), out, unreadable);
        Progress progress = progress("import")) {
      if (files.get(0).format() == ImportFormat.LLMROUTERBENCH) {
        counts.kept = bench(progress, intake);
      } else {
        counts.kept = routerBench(progress, intake);
      }
    }
    say(counts.kept > 0 ? written : List.of(), unreadable);
    return counts.kept > 0;
  }

  private long bench(Progress progress, LogIntake intake) throws IOException {
    try (AnswerSheet sheet = new AnswerSheet(out)) {
      BenchResults results =
          new BenchResults(intake, wishes.scale(), wishes.names(), counts, sheet);
      each(
          progress,
          (known, file) -> {
            intake.of(known.path());
            results.read(file);
          });
      try (FullRows rows = new FullRows(out, results.models(), wishes.names().models())) {
        return results.write(rows);
      }
    }
  }

  private long routerBench(Progress progress, LogIntake intake) throws IOException {
    List<String> names;
    try (SourceFile first = SourceFile.open(files.get(0).path(), bytes -> {})) {
      names = RouterBenchReader.models(new CsvRecords(first.text()).header());
    }
    List<String> models = new ArrayList<>();
    for (String name : names) {
      PoolNames.Named named = wishes.names().of(name);
      counts.named(name, named);
      models.add(models.contains(named.model()) ? name : named.model());
    }
    if (models.isEmpty()) {
      throw new IllegalArgumentException(
          files.get(0).path() + " has no model with a score and a cost: NAME and NAME|total_cost");
    }
    RouterBenchReader reader = new RouterBenchReader(intake);
    try (FullRows rows = new FullRows(out, models, wishes.names().models())) {
      each(
          progress,
          (known, file) -> {
            intake.of(known.path());
            reader.read(file, names, rows);
          });
    }
    return reader.rows();
  }

  private void say(List<Path> written, Path unreadable) throws IOException {
    List<String> lines = new ArrayList<>(counts.lines());
    lines.addAll(counts.names());
    for (Path path : written) {
      lines.add("written       %s, %s".formatted(path, Figures.bytes(Files.size(path))));
    }
    if (counts.unreadable() > 0 && Files.exists(unreadable)) {
      lines.add("              %s: what could not be read, and why".formatted(unreadable));
    }
    lines.forEach(text::println);
    text.flush();
    Files.write(Path.of(out + ".import.txt"), lines);
  }
}
