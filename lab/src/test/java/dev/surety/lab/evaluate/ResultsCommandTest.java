package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.lab.SuretyLab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code surety results}: the evaluations behind the page of results, and the page. */
class ResultsCommandTest {

  @TempDir private Path folder;

  @Test
  void theTablesHaveEveryFigureThatTellsAFloorFromAMiss() throws IOException {
    TinyData.write(folder);
    Path zipped = folder.resolve("tiny.jsonl.gz");
    try (java.util.zip.GZIPOutputStream out =
        new java.util.zip.GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(Files.readAllBytes(folder.resolve("tiny.jsonl")));
    }
    Path page =
        Files.writeString(
            folder.resolve("page.md"),
            "above\n" + ResultsPage.BEGIN + "\nold\n" + ResultsPage.END + "\nbelow\n");
    StringWriter errors = new StringWriter();
    CommandLine command = SuretyLab.commandLine();
    command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(errors, true));
    int exit =
        command.execute(
            "results",
            "--data=" + folder,
            "--runs=" + folder.resolve("runs"),
            "--page=" + page,
            "--policies=fixed:big,fixed:small,oracle",
            "--horizon=600",
            "--seeds=2");
    assertThat(exit).describedAs(errors.toString()).isZero();
    assertThat(page)
        .content()
        .startsWith("above\n")
        .endsWith("below\n")
        .doesNotContain("old")
        .contains("### All sets together", "### tiny, tag", "### tiny, no tag")
        .contains(
            "| policy | feedback 1 | feedback 0.2 | feedback 0.05 | feedback 0.02 | feedback 0.01"
                + " | feedback +0/-0.1 |")
        // floors kept, within a point, of the feasible; worst; over the mixture; over the best
        .containsPattern("fixed:big \\| 8, 8 of 8; \\+\\d+\\.\\d; \\*\\*\\d\\.\\d\\d\\*\\*; 1\\.00")
        .containsPattern("tiny, tag \\| fixed:small \\| \\+0/-0\\.1 \\| 0\\.81 \\|")
        .doesNotContainPattern("tiny, tag \\| oracle \\| 1 \\|");
  }
}
