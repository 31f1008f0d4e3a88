package dev.surety.trials.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page is true if what it types says again what it says that it says. */
class PageWalkTest {

  private static final String OLD = "c504c6695f43ad279bf1f2a950d83c74";
  private static final String NEW = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  private final List<String> typed = new ArrayList<>();
  private final Map<String, String> answers = new HashMap<>();

  private PageWalk page(String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of("# Page", "## Other", "```", "$ not this", "```"));
    all.addAll(List.of("## Typed", "Text.", "```sh", "$A=1", "```", "```"));
    all.addAll(List.of(lines));
    all.addAll(List.of("```", "## After", "```", "$ nor this", "```"));
    return PageWalk.of(Files.write(folder.resolve("page.md"), all), "## Typed");
  }

  private List<String> walk(PageWalk page) throws Exception {
    return page.on(
        command -> {
          typed.add(command);
          return answers.getOrDefault(command, "");
        });
  }

  @Test
  void learnsNamesWhereTheyAreSaidAndTypesThemFromThenOn() throws Exception {
    answers.put("run", "Starting\nJob with JobID " + NEW + "\n");
    answers.put("stop " + NEW, "Path: file:/s/savepoint-012345-0123456789ab");

    PageWalk page =
        page(
            "$ run",
            "Job with JobID " + OLD,
            "$ stop " + OLD,
            "Path: file:/s/savepoint-c504c6-2c5de4e8580b",
            "$ run -s savepoint-c504c6-2c5de4e8580b");

    assertThat(walk(page)).isEmpty();
    assertThat(typed).containsExactly("run", "stop " + NEW, "run -s savepoint-012345-0123456789ab");
    assertThat(page.transcript()).contains("Job with JobID " + NEW).doesNotContain("Starting");
  }

  @Test
  void figuresMayBeOthersButZeroIsZero() throws Exception {
    answers.put("replay", "7,654 events, 0 mismatches");
    assertThat(walk(page("$ replay", "12 events, 0 mismatches"))).isEmpty();

    answers.put("replay", "7,654 events, 3 mismatches");
    assertThat(walk(page("$ replay", "12 events, 0 mismatches")))
        .singleElement()
        .asString()
        .contains("'replay' does not say '12 events, 0 mismatches'", "3 mismatches");

    answers.put("replay", "0 events, 0 mismatches");
    assertThat(walk(page("$ replay", "12 events, 0 mismatches"))).hasSize(1);
  }

  @Test
  void anotherJobThanTheOneNamedIsNotTheSame() throws Exception {
    answers.put("run", "JobID " + NEW);
    answers.put("cancel " + NEW, "Cancelled " + NEW.replace('0', 'f'));

    assertThat(walk(page("$ run", "JobID " + OLD, "$ cancel " + OLD, "Cancelled " + OLD)))
        .hasSize(1);
  }

  @Test
  void endsAtTheFirstCommandThatSaysSomethingElse() throws Exception {
    assertThat(walk(page("$ run", "Done.", "$ stop"))).hasSize(1);
    assertThat(typed).containsExactly("run");
  }

  @Test
  void aPageOnWhichNothingIsTypedIsNotTrue() {
    assertThatThrownBy(() -> PageWalk.of(Path.of("../docs/deploy.md"), "## Rescale"))
        .hasMessageContaining("types nothing");
  }

  @Test
  void thePageOfDeployingTypesWhatTheDrillTypes() throws Exception {
    List<PageWalk.Step> steps =
        PageWalk.of(Path.of("../docs/deploy.md"), DeployPage.HEADING).steps();

    assertThat(steps).hasSizeGreaterThan(8);
    assertThat(steps).allMatch(step -> !step.command().isBlank());
  }
}
