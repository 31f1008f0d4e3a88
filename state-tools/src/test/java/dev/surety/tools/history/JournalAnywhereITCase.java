package dev.surety.tools.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.output.terminal.PlainErrors;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalRows;
import dev.surety.tools.journal.ShelfFileSystem;
import dev.surety.tools.journal.Traffic;
import dev.surety.tools.journal.WrittenJournal;
import dev.surety.tools.state.StateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Every command that takes a journal reads it wherever Flink can, and says so where it can't. */
@ExtendWith(SharedFlink.class)
class JournalAnywhereITCase {

  /** The commands, each with what it needs besides. */
  enum Command {
    REPLAY(new StateCommand(), "replay", "--json"),
    REPROCESS(new StateCommand(), "reprocess", "--policy=surety"),
    EXPLAIN(new AuditCommand(), "explain", "ID"),
    REPORT(new AuditCommand(), "report", "--out=DIR/page.html", "--summary=DIR/summary.json"),
    EVALUATE(new AuditCommand(), "evaluate", "--json", "--model=small");

    private final Object parent;
    private final List<String> words;

    Command(Object parent, String... words) {
      this.parent = parent;
      this.words = List.of(words);
    }
  }

  private record Run(int exit, String out, String err) {}

  @TempDir private static Path dir;

  private static Path local;
  private static String shelf;
  private static String request;

  @BeforeAll
  static void journal() throws IOException {
    local = WrittenJournal.shuffled(dir.resolve("journal"), new Traffic(7).go(2, 100).rows, 3);
    shelf = ShelfFileSystem.copy(local, "shelf://one/a/journal");
    try (JournalRows rows = JournalFiles.read(local)) {
      JournalRow row = rows.next();
      while (!(row instanceof Decided)) {
        row = rows.next();
      }
      request = ((Decided) row).decision().decisionId();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anObjectStoreAndAUriSayWhatAPathSays(Command command) throws IOException {
    Run path = run(command, local.toString());
    assertThat(path.exit()).describedAs(path.err()).isZero();

    for (String place : List.of(shelf, local.toUri().toString())) {
      Run run = run(command, place);

      assertThat(run.exit()).describedAs(run.err()).isZero();
      assertThat(plain(run.out())).isEqualTo(plain(path.out()));
      assertThat(run.err()).isEqualTo(path.err());
    }
  }

  @Test
  void aJournalOnAnObjectStoreSeedsANewCluster() throws IOException {
    Path control = dir.resolve("pool.jsonl");
    Files.writeString(
        control,
        """
        {"type":"model","model":"small","version":1,"provider":"p","input_usd_per_mtok":1,"output_usd_per_mtok":1}
        {"type":"sla","tenant":"*","tier":"*","version":1,"target":0.8,"policy":"surety","parameters":{"prior":"p"}}
        """);
    Path results =
        Files.writeString(
            dir.resolve("prior.json"),
            "{\"models\":{\"small\":{\"satisfaction\":0.7,\"labels\":20}},\"source\":\"test\"}");

    for (String from : List.of(shelf, results.toString())) {
      CommandRun seeded =
          CommandRun.of(
              "seed",
              "--from=" + from,
              "--control=" + control,
              "--out=" + dir.resolve("seed-" + from.hashCode()));

      assertThat(seeded.exit()).describedAs(seeded.err()).isZero();
      assertThat(seeded.out()).contains("small");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMissingFolderIsOneLine(Command command) throws IOException {
    for (String nowhere : List.of("shelf://one/nowhere", dir + "/nowhere")) {
      assertRefused(
          run(command, nowhere),
          "there is no folder " + nowhere + "; give the one that the job writes its journal to");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileSystemThatIsNotThereIsOneLine(Command command) throws IOException {
    assertRefused(
        run(command, "s3://bucket/journal"),
        "s3://bucket/journal: there is no file system for s3:// here; put its plugin into"
            + " SURETY_PLUGINS, as docs/state-tools.md tells");
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyFolderIsOneLine(Command command) throws IOException {
    Path empty = Files.createDirectories(dir.resolve("empty"));
    assertRefused(
        run(command, empty.toString()),
        "the journal "
            + empty
            + " is empty: no finished .avro file is below it; give the folder that the job writes"
            + " its journal to");
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatWasCutOffIsOneLine(Command command) throws IOException {
    String cut = "shelf://cut/journal";
    ShelfFileSystem.copy(local, cut);
    org.apache.flink.core.fs.Path file = new org.apache.flink.core.fs.Path(cut, "journal-1.avro");
    byte[] whole = Files.readAllBytes(local.resolve("journal-1.avro"));
    try (var out = file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE)) {
      out.write(Arrays.copyOf(whole, whole.length - 9));
    }

    assertRefused(run(command, cut), "journal file " + file + " is broken after ");
  }

  /** What the work began to say before is none of the one line. */
  private static void assertRefused(Run run, String why) {
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().filter(line -> !line.contains("finding the rows"))).hasSize(1);
    assertThat(run.err()).contains(why).doesNotContain("Exception");
  }

  private static Run run(Command command, String journal) throws IOException {
    Path folder = Files.createTempDirectory(dir, "out");
    List<String> args = new ArrayList<>();
    for (String word : command.words) {
      args.add(word.replace("DIR", folder.toString()).replace("ID", request));
    }
    args.add("--journal=" + journal);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        PlainErrors.on(new CommandLine(command.parent))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args.toArray(String[]::new));
    StringBuilder said = new StringBuilder(out.toString().replace(folder.toString(), "DIR"));
    if (Files.exists(folder.resolve("summary.json"))) {
      said.append(Files.readString(folder.resolve("summary.json")));
      said.append(Files.readString(folder.resolve("page.html")));
    }
    return new Run(exit, said.toString(), err.toString());
  }

  /** Without how long it took. */
  private static String plain(String out) {
    return out.replaceAll("\"seconds\" ?: ?[^,}]*", "").replaceAll("in [0-9.]+ s", "");
  }
}
