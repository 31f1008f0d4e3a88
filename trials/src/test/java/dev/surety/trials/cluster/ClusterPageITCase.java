package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.operate.control.ControlCommand;
import dev.surety.operate.topics.TopicsCommand;
import dev.surety.output.terminal.Commands;
import dev.surety.tools.state.StateCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What docs/cluster.md says to type after a clone, typed: line by line, with other ports and
 * folders. A line that is not {@code ./surety} is refused, so that none is passed over.
 */
class ClusterPageITCase {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<Class<?>> COMMANDS =
      List.of(
          ClusterCommand.class,
          TakeSavepoint.class,
          TopicsCommand.class,
          ControlCommand.class,
          StateCommand.class);

  @TempDir private Path folder;

  private String home;

  @AfterEach
  void leaveNothingRunning() throws Exception {
    DetachedCluster.processes(folder.resolve("r/cluster")).stop();
    if (home != null) {
      System.setProperty("surety.home", home);
    } else {
      System.clearProperty("surety.home");
    }
  }

  @Test
  void whatThePageSaysIsTypedAndWorks() throws Exception {
    home = System.setProperty("surety.home", ROOT.toString());
    List<String> lines = typed();
    assertThat(lines).hasSize(9);
    int kafka = LoopbackPorts.free();
    int flink = LoopbackPorts.free();
    String savepoint = "none";
    List<String> said = new ArrayList<>();
    for (String line : lines) {
      List<String> words = words(line, kafka, savepoint);
      if (words.get(0).equals("cluster") && words.get(1).equals("start")) {
        words.addAll(
            List.of("--port", "" + flink, "--set", "env.java.opts.all=" + ChildJvm.QUICK_START));
      } else if (words.get(0).equals("savepoint") || words.get(1).equals("submit")) {
        // Options of the command stand before those of the job.
        words.addAll(
            words.get(0).equals("savepoint") ? 1 : 2,
            List.of("--address", "http://127.0.0.1:" + flink));
      } else if (List.of("topics", "control").contains(words.get(0))) {
        words.addAll(List.of("--bootstrap-servers", "127.0.0.1:" + kafka));
      }
      String text = surety(words);
      said.add(text);
      if (words.get(0).equals("savepoint")) {
        savepoint = text.strip();
      }
    }
    assertThat(said.get(0)).contains("Kafka:", "2 slots", "Stop it with:");
    assertThat(said.get(1)).contains("All 6 topics are as they must be.");
    assertThat(said.get(3)).contains(" runs: http://127.0.0.1:" + flink);
    assertThat(said.get(6)).contains("savepoints/savepoint-").isNotEqualTo(said.get(4));
    assertThat(said.get(8)).contains("3 processes ended.");
    assertThat(DetachedCluster.processes(folder.resolve("r/cluster")).living()).isEmpty();
    assertThat(surety(List.of("cluster", "stop", "--dir", folder.resolve("r/cluster").toString())))
        .contains("Nothing runs");
  }

  private static List<String> typed() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/cluster.md"));
    String block =
        page.substring(page.indexOf("<!-- typed -->"), page.indexOf("<!-- end of typed"));
    return block.lines().filter(line -> !line.matches("<!--.*|```.*|\\s*")).toList();
  }

  private List<String> words(String line, int kafka, String savepoint) {
    assertThat(line).startsWith("./surety ");
    List<String> words = new ArrayList<>();
    for (String word : line.replaceAll("\\s+# .*", "").split("\\s+")) {
      words.add(
          word.replace("9092", "" + kafka)
              .replace("SAVEPOINT", savepoint)
              .replace("/tmp/surety-journal", folder.resolve("journal").toString())
              .replaceAll("^r/", folder + "/r/")
              .replaceAll("^configs/", ROOT + "/configs/"));
    }
    return new ArrayList<>(words.subList(1, words.size()));
  }

  private static String surety(List<String> words) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    CommandLine surety = Commands.of("", COMMANDS).setOut(out).setErr(out);
    int code = surety.execute(words.toArray(String[]::new));
    assertThat(code).as("surety %s said: %s", words, text).isZero();
    return text.toString();
  }
}
