package dev.surety.trials.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.trials.cluster.StateBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill around its exercises, which need no processes here. */
class DrillTest {

  private static Exercise found(String name, long decisionsLost, long rowsLost) {
    Finding finding =
        new Finding(Ending.SURVIVED, decisionsLost, rowsLost, 0, List.of(), "it goes on");
    return Exercise.survived(name, "a mistake", ground -> finding);
  }

  private static Exercise brokenOff(String name) {
    return Exercise.refused(
        name,
        "another",
        ground -> {
          throw new IOException("the job did not start\nsecond line");
        });
  }

  private static DrillSummary drill(Exercise... exercises) throws Exception {
    return new Drill(List.of(exercises), StateBackend.ROCKSDB).on(() -> null, line -> {});
  }

  @Test
  void isGreenWhereNothingIsLost() throws Exception {
    DrillSummary summary = drill(found("a", 0, 0), found("b", 0, 0));

    assertThat(summary.allGreen()).isTrue();
    assertThat(summary.lines()).last().asString().contains("2 exercises", "all as promised");
  }

  @Test
  void isRedForOneLostDecisionOrRow() throws Exception {
    for (DrillSummary summary :
        List.of(drill(found("a", 0, 0), found("b", 1, 0)), drill(found("c", 0, 1)))) {
      assertThat(summary.allGreen()).isFalse();
      assertThat(summary.lines()).last().asString().contains("1 not as promised");
    }
  }

  @Test
  void isRedWithoutAnyExercise() throws Exception {
    assertThat(drill().allGreen()).isFalse();
  }

  @Test
  void goesOnAfterOneThatBreaksOffAndIsRed() throws Exception {
    List<String> progress = new ArrayList<>();
    DrillSummary summary =
        new Drill(List.of(brokenOff("a"), found("b", 0, 0)), StateBackend.HASHMAP)
            .on(() -> null, progress::add);

    assertThat(summary.allGreen()).isFalse();
    assertThat(summary.items())
        .extracting(DrillItem::outcome)
        .containsExactly("failed", "survived");
    assertThat(summary.items().get(0).sentence()).contains("the job did not start / second line");
    assertThat(progress).hasSize(2);
  }

  @Test
  void writesEachExerciseAsJson(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/drill.json");
    drill(found("a", 1, 2), brokenOff("b")).write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.path("state_backend").asText()).isEqualTo("rocksdb");
    JsonNode first = json.path("items").path(0);
    assertThat(first.path("name").asText()).isEqualTo("a");
    assertThat(first.path("outcome").asText()).isEqualTo("survived");
    assertThat(first.path("green").asBoolean(true)).isFalse();
    assertThat(first.path("decisions_lost").asLong()).isEqualTo(1);
    assertThat(first.path("rows_lost").asLong()).isEqualTo(2);
    assertThat(first.path("seconds").isNumber()).isTrue();
    assertThat(first.path("sentence").asText()).isEqualTo("it goes on");
    JsonNode second = json.path("items").path(1);
    assertThat(second.path("promised").asText()).isEqualTo("refused");
    assertThat(second.path("outcome").asText()).isEqualTo("failed");
    assertThat(second.path("decisions_lost").isNull()).as("nobody has counted").isTrue();
  }

  @Test
  void everyExerciseHasANameOfItsOwnAndSaysWhatIsDone() {
    List<Exercise> all = Drill.all(DrillScale.FULL);

    assertThat(all)
        .extracting(Exercise::name)
        .doesNotHaveDuplicates()
        .allMatch(n -> n.matches("[a-z-]+"));
    assertThat(all).extracting(Exercise::mistake).doesNotHaveDuplicates();
    assertThat(all).extracting(Exercise::promised).doesNotContain(Ending.FAILED);
  }
}
