package dev.surety.tools.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.output.terminal.PlainErrors;
import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.journal.Traffic;
import dev.surety.tools.journal.WrittenJournal;
import dev.surety.tools.state.StateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The same mistake is the same line and exit code 2, whichever command it is made with. */
class SameMistakeTest {

  private static final List<String> JOURNAL_READERS =
      List.of(
          "state replay --journal=IT",
          "state replay --json --journal=IT",
          "state reprocess --policy=surety --journal=IT",
          "state seed --from=IT --control=POOL --out=OUT --tenant=*",
          "audit explain ID --journal=IT",
          "audit report --journal=IT --out=OUT.html",
          "audit evaluate --journal=IT --model=small");

  private static final List<String> SAVEPOINT_READERS =
      List.of(
          "state inspect IT",
          "state verify IT",
          "state export IT --out=OUT",
          "state diff IT IT",
          "state edit IT --out=OUT --reset-queue=*",
          "state replay --savepoint=IT --journal=GOOD",
          "state reprocess --on=IT --policy=surety --journal=GOOD");

  @TempDir private Path dir;

  private record Run(int exit, String err) {

    /** What is said, without the name of the command that says it. */
    String message() {
      return err.substring(err.indexOf(": ") + 2);
    }
  }

  @Test
  void aJournal() throws IOException {
    prepare();
    same(JOURNAL_READERS, Files.createDirectories(dir.resolve("empty")), "is empty");
    same(JOURNAL_READERS, file("text/journal-0.avro", "not what Avro writes"), "is broken after 0");
    byte[] whole = Files.readAllBytes(dir.resolve("good/journal-0.avro"));
    Path cut = Files.createDirectories(dir.resolve("cut"));
    Files.write(cut.resolve("journal-0.avro"), Arrays.copyOf(whole, whole.length - 100));
    same(JOURNAL_READERS, cut, "is broken after");
    same(JOURNAL_READERS.subList(0, 3), dir.resolve("nowhere"), "there is no folder");
    same(JOURNAL_READERS.subList(4, 7), dir.resolve("nowhere"), "there is no folder");
    Path locked = WrittenJournal.shuffled(dir.resolve("locked"), new Traffic(7).go(1, 50).rows, 1);
    if (locked.resolve("journal-0.avro").toFile().setReadable(false)
        && !Files.isReadable(locked.resolve("journal-0.avro"))) {
      same(JOURNAL_READERS, locked, "is broken after 0");
    }
  }

  @Test
  void aSavepoint() throws IOException {
    prepare();
    same(SAVEPOINT_READERS, dir.resolve("nowhere"), "");
    same(SAVEPOINT_READERS, Files.createDirectories(dir.resolve("empty")), "");
    same(SAVEPOINT_READERS, file("text/_metadata", "not what Flink writes"), "");
  }

  /** A name that the journal never heard of. */
  @Test
  void aTenant() throws IOException {
    prepare();
    same(
        List.of(
            "audit report --journal=IT --out=OUT.html --tenant=nobody",
            "audit explain r1 --journal=IT --tenant=nobody"),
        dir.resolve("good"),
        "nobody",
        false);
  }

  private void prepare() throws IOException {
    WrittenJournal.shuffled(dir.resolve("good"), new Traffic(7).go(2, 100).rows, 1);
    file(
        "pool/pool.jsonl",
        """
        {"type":"model","model":"small","version":1,"provider":"p","input_usd_per_mtok":1,"output_usd_per_mtok":1}
        {"type":"sla","tenant":"*","tier":"*","version":1,"target":0.8,"policy":"surety"}
        """);
  }

  private Path file(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return file.getParent();
  }

  private void same(List<String> commands, Path it, String why) {
    same(commands, it, why, true);
  }

  private void same(List<String> commands, Path it, String why, boolean word) {
    Set<String> said = new HashSet<>();
    for (String command : commands) {
      Run run = run(command, it);
      assertThat(run.exit()).as(command + "\n" + run.err()).isEqualTo(2);
      assertThat(run.message()).as(command).contains(why).hasLineCount(1);
      said.add(run.message());
    }
    if (word) {
      assertThat(said).as("word for word").hasSize(1);
    }
  }

  private Run run(String command, Path it) {
    StringWriter err = new StringWriter();
    String[] words =
        command
            .replace("=IT", "=" + it)
            .replace("IT ", it + " ")
            .replaceAll("IT$", it.toString())
            .replace("POOL", dir.resolve("pool/pool.jsonl").toString())
            .replace("GOOD", dir.resolve("good").toString())
            .replace("OUT", dir.resolve("out").toString())
            .split(" ");
    Object parent = words[0].equals("state") ? new StateCommand() : new AuditCommand();
    int exit =
        PlainErrors.on(new CommandLine(parent))
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err, true))
            .execute(Arrays.copyOfRange(words, 1, words.length));
    String last = err.toString().strip();
    return new Run(exit, last.substring(last.lastIndexOf('\n') + 1));
  }
}
