package dev.surety.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The same mistake has the same exit code, whichever command makes it: what is given to be read and
 * is not there, or is something else, is bad usage, and one sentence says which it is.
 */
class MissingInputTest {

  /** In these lines X is what is looked for, FOLDER an empty folder, OUT a place for results. */
  private static final List<String> READ =
      List.of(
          "demo --data X",
          "demo --artefact X",
          "evaluate --data X --targets 0.8 --policies surety",
          "evaluate --data DATA --targets 0.8 --policies surety{prior=file} --prior X",
          "evaluate --data DATA --targets 0.8 --policies proteus:a --artefact X",
          "results --data X --runs OUT --page PAGE",
          "train proteus --data X --out OUT",
          "train proteus --data DATA --validation X --out OUT",
          "train tagger --data X --out OUT",
          "train tagger --log X --out OUT",
          "embed --data X --out OUT",
          "import X --out OUT",
          "import DATA --out OUT --pool X",
          "state inspect X",
          "state verify X",
          "state diff X X",
          "state export X --out OUT",
          "state edit X --out OUT --reset-queue a/b",
          "state replay --journal X",
          "state replay --journal FOLDER --savepoint X",
          "state reprocess --journal X",
          "state reprocess --journal FOLDER --sla X",
          "state seed --from X --control CONTROL --out OUT",
          "state seed --from DATA --control X --out OUT",
          "state seed --log X --control CONTROL --out OUT",
          "audit evaluate --journal X",
          "audit evaluate --log X",
          "audit explain r --journal X",
          "audit report --journal X --out OUT",
          "journal compact --journal X",
          "journal list --journal X",
          "journal delete --journal X --before 2026-01-01",
          "topics check --config X",
          "topics create --config X",
          "gateway --config X",
          "gateway keys list --file X",
          "gateway keys revoke x --file X",
          "control put X",
          "control put CONTROL --config X",
          "control sync --from X --format litellm",
          "control sync --from LIST --format litellm --map X",
          "control sync --from LIST --format litellm --pool X",
          "control sync --from LIST --format litellm --config X",
          "control list --config X",
          "control down m --config X",
          "control drain m --config X",
          "control up m --config X",
          "control health off --config X",
          "control price m 1 2 --config X",
          "control fleet off --config X",
          "control budget t --none --config X",
          "status --config X",
          "dead-letters list --config X",
          "dead-letters replay --config X",
          "cluster stop --dir X",
          "bench --from X",
          "bench --baseline X --from BENCH");

  /** Where nothing is there yet, a nightly run has nothing to do, and that is well. */
  private static final Set<String> MAY_BE_EMPTY = Set.of("compact", "list", "delete");

  /** Read by a cluster, on file systems that need not be seen from here; or after much else. */
  private static final Set<String> ELSEWHERE = Set.of("--from", "--target", "--edited", "--on");

  /** Options whose file or folder is made, not read. */
  private static final Set<String> WRITTEN =
      Set.of(
          "--out",
          "--summary",
          "--runs",
          "--write-prior",
          "--report",
          "--page",
          "--file",
          "--dir",
          "--keep");

  private static final Set<String> LABELS =
      Set.of("FILE", "DIR", "FOLDER", "PATH", "SAVEPOINT", "A", "B", "ARTEFACT", "HTML");

  private static final CommandLine SURETY = Surety.commandLine();

  @TempDir private Path folder;

  @BeforeEach
  void give() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    Files.writeString(
        folder.resolve("control.jsonl"),
        "{\"type\":\"model\",\"model\":\"m\",\"version\":1,\"input_usd_per_mtok\":1,"
            + "\"output_usd_per_mtok\":2}\n"
            + "{\"type\":\"sla\",\"tenant\":\"*\",\"tier\":\"*\",\"version\":1,\"target\":0.8,"
            + "\"policy\":\"surety\"}\n");
    Files.writeString(folder.resolve("broken.jsonl"), "{ half\n");
  }

  static List<String> lines() {
    return READ;
  }

  private SaidByCommand run(String line, Path given) {
    List<String> words =
        Stream.of(line.split(" "))
            .map(
                word ->
                    switch (word) {
                      case "X" -> given.toString();
                      case "FOLDER" -> folder.resolve("empty").toString();
                      case "DATA" -> given("configs/data/sample.jsonl");
                      case "CONTROL" -> folder.resolve("control.jsonl").toString();
                      case "LIST" -> given("configs/prices/litellm.json");
                      case "BENCH" -> given("benchmarks/baseline-quick.json");
                      case "OUT", "PAGE" -> folder.resolve("out").toString();
                      default -> word;
                    })
            .toList();
    return SaidByCommand.of(SURETY, words);
  }

  private static String given(String file) {
    return Path.of("..", file).toAbsolutePath().normalize().toString();
  }

  private static void isBadUsage(SaidByCommand said, String line, String names) {
    assertThat(said.exit()).as("%s: %s", line, said).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.err().lines()).as(line).anyMatch(told -> told.startsWith("surety "));
    assertThat(said.err()).as(line).contains(names).doesNotContain("Exception");
  }

  @ParameterizedTest
  @MethodSource("lines")
  void whatIsNotThereIsBadUsage(String line) {
    Path none = folder.resolve("none/such.jsonl");
    SaidByCommand said = run(line, none);

    isBadUsage(said, line, line.startsWith("embed") ? "" : "such");
    assertThat(said.err())
        .as(line)
        .containsAnyOf("there is no", "no such file", "can be read", "./surety embed");
  }

  /** A file that is none of ours where a file is read, and where a folder is. */
  @ParameterizedTest
  @MethodSource("lines")
  void whatIsSomethingElseIsBadUsageToo(String line) throws IOException {
    Path broken = folder.resolve("broken.jsonl");
    if (!line.matches(".*--(config|page) X.*") || line.startsWith("gateway")) {
      isBadUsage(run(line, broken), line, "");
    }
    boolean mayBe = line.startsWith("journal") && MAY_BE_EMPTY.contains(line.split(" ")[1]);
    if (!line.startsWith("cluster") && !mayBe) {
      Files.writeString(folder.resolve("empty/some.txt"), "text", UTF_8);
      isBadUsage(run(line, folder.resolve("empty")), line, "");
    }
  }

  @Test
  void aFileOfKeysIsMadeOnlyWhereItsFolderIs() {
    isBadUsage(
        run("gateway keys add --tenant a --tier b --file X", folder.resolve("none/keys.jsonl")),
        "gateway keys add",
        "none");
  }

  /** Who adds an option that takes a file adds it here. */
  @Test
  void everyFileThatACommandReadsStandsHere() {
    Set<String> missing = new TreeSet<>();
    HelpTest.commands().forEach(words -> missing.addAll(unnamed(words)));
    assertThat(missing).isEmpty();
  }

  private static List<String> unnamed(List<String> words) {
    CommandLine command = SURETY;
    for (String word : words) {
      command = command.getSubcommands().get(word);
    }
    String name = String.join(" ", words);
    List<String> unnamed = new ArrayList<>();
    for (ArgSpec taken : command.getCommandSpec().args()) {
      String option = taken instanceof OptionSpec o ? o.longestName() : "";
      boolean path =
          taken.type() == Path.class
              || taken.typeInfo().getAuxiliaryTypes()[0] == Path.class
              || LABELS.contains(taken.paramLabel());
      boolean read =
          READ.stream()
              .anyMatch(line -> line.startsWith(name + " ") && line.contains(option + " X"));
      if (path && !read && !WRITTEN.contains(option) && !ELSEWHERE.contains(option)) {
        unnamed.add(name + " " + option);
      }
    }
    return unnamed;
  }
}
