package dev.surety.trials.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.output.terminal.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told before any process is started. */
class DrillCommandTest {

  private final StringWriter said = new StringWriter();

  private int run(String... words) {
    PrintWriter out = new PrintWriter(said, true);
    return Commands.of("", List.of(DrillCommand.class)).setOut(out).setErr(out).execute(words);
  }

  @Test
  void listsTheExercises() {
    assertThat(run("drill", "--list")).isZero();
    assertThat(said.toString())
        .contains(Drill.all(DrillScale.FULL).stream().map(Exercise::name).toList());
  }

  @Test
  void refusesAnExerciseThatThereIsNot() {
    assertThat(run("drill", "--only", "second-run,third-run")).isEqualTo(2);
    assertThat(said.toString()).contains("no exercise 'third-run'", "second-run");
  }

  @Test
  void refusesAFolderThatIsNotEmpty(@TempDir Path folder) throws Exception {
    Files.createFile(folder.resolve("mine"));
    assertThat(run("drill", "--out", folder.toString())).isEqualTo(2);
    assertThat(said.toString()).contains("--out", "is not empty");
  }

  @Test
  void refusesAnotherBackend() {
    assertThat(run("drill", "--state-backend", "paper")).isEqualTo(2);
  }
}
