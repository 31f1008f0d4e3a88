package dev.surety.operate.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.DataFolder;
import dev.surety.testing.RequiresData;
import dev.surety.wire.json.ControlFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The pool and the promises that people start from, and the examples. */
class ProductionFilesTest {

  private static final Path FOLDER = Path.of("..", "configs", "production");
  private static final Path POOL = FOLDER.resolve("pool.jsonl");
  private static final String SOURCE = "# genai-prices ";
  private static final long NOW = 1_790_000_000_000L;

  @Test
  void theyCanBePutTogetherAndLeaveNothingToWarnOf() {
    List<ControlFile.Line> lines = new ArrayList<>(ControlFile.lines(POOL));
    lines.addAll(ControlFile.lines(FOLDER.resolve("slas.jsonl")));
    ControlInForce topic = new ControlInForce();

    ChangePlan plan = ChangePlan.of(topic, lines, NOW);

    assertThat(plan.toPublish()).hasSameSizeAs(lines);
    assertThat(plan.warnings()).isEmpty();
    assertThat(topic.models(NOW)).hasSize(12);
    assertThat(topic.slas()).hasSize(6).noneMatch(sla -> sla.subject().equals("sla/*/*"));
  }

  @Test
  @RequiresData
  void pricesAreThoseOfTheListOnTheDayThatIsNamed() throws IOException {
    Set<String> listed = listed();
    List<String> lines = Files.readAllLines(POOL);
    int checked = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).startsWith(SOURCE)) {
        String[] source = lines.get(i).substring(SOURCE.length()).split(" ");
        ControlUpdate update = ControlFile.read(POOL).get(checked++);
        ModelSpec model = ((ModelUpdate) update).model();
        assertThat(source[0]).isEqualTo(model.provider() + "/" + model.name());
        assertThat(listed)
            .contains(
                String.join(
                    ",",
                    source[1],
                    source[0],
                    Double.toString(model.inputUsdPerMtok()),
                    Double.toString(model.outputUsdPerMtok())));
      }
    }
    assertThat(checked).isEqualTo(ControlFile.read(POOL).size());
  }

  /** Day, name and both prices of all that the list genai-prices has taken in. */
  private static Set<String> listed() throws IOException {
    Set<String> listed = new HashSet<>();
    Path file = DataFolder.path().resolve("price-events.csv.gz");
    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String row; (row = rows.readLine()) != null; ) {
        String[] cells = row.split(",");
        if (cells.length == 6 && cells[1].equals("genai-prices")) {
          listed.add(String.join(",", cells[0], cells[2], cells[4], cells[5]));
        }
      }
    }
    return listed;
  }
}
