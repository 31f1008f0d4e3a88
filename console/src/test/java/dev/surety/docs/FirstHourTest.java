package dev.surety.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/first-hour.md can be typed as it stands: what it names is there and says what it says. */
class FirstHourTest {

  private static final Path ROOT = Path.of("..");
  private static final MarkdownPage PAGE = MarkdownPage.read(ROOT.resolve("docs/first-hour.md"));
  private static final Commands COMMANDS = new Commands();

  private static List<String> typed() {
    return PAGE.code().stream()
        .filter(line -> line.matches("(\\./surety|mkdir|cp|sed|npm|node|prometheus) .*"))
        .map(line -> line.replaceAll("\\s+# .*", ""))
        .toList();
  }

  @Test
  void everyCommandAndOptionIsOneThatThereIs() {
    List<String> surety = typed().stream().filter(line -> line.startsWith("./surety ")).toList();

    assertThat(surety).hasSizeGreaterThan(12);
    assertThat(surety)
        .allSatisfy(
            line ->
                assertThat(COMMANDS.problem(line.substring("./surety ".length())))
                    .isEqualTo(Optional.empty()));
  }

  /** But those that the hour makes itself. */
  @Test
  void everyFileIsThere() {
    Pattern file = Pattern.compile("(?:configs|docs)/[\\w./-]+");
    List<String> named =
        typed().stream()
            .flatMap(line -> file.matcher(line).results().map(found -> found.group()))
            .toList();

    assertThat(named).hasSizeGreaterThan(4).allMatch(name -> Files.exists(ROOT.resolve(name)));
  }

  @Test
  void thePoolHasTwelveModelsAndAllRecordsArePublished() throws IOException {
    List<String> pool = records("configs/production/pool.jsonl");
    int all = pool.size() + records("configs/production/slas.jsonl").size();
    Pattern name = Pattern.compile("\"model\":\"([^\"]+)\"");
    long models =
        pool.stream()
            .map(name::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .distinct()
            .count();

    assertThat(models).isEqualTo(12);
    assertThat(PAGE.code())
        .contains("Published %d on topic 'control', acknowledged.".formatted(all));
    assertThat(PAGE.code()).contains("models in force (12)");
  }

  private static List<String> records(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file)).stream()
        .filter(line -> line.startsWith("{"))
        .toList();
  }

  /** What sed replaces is in the gateway, and what it puts there is a model of the pool. */
  @Test
  void theGatewaysUsualModelIsOneOfThePool() throws IOException {
    String line =
        typed().stream().filter(typed -> typed.startsWith("sed ")).findFirst().orElseThrow();
    String[] parts = line.split("/");
    String gateway = Files.readString(ROOT.resolve("docs/gateways/gateway.cjs"));

    assertThat(gateway).contains(parts[1] + ";");
    String model = parts[2].substring(parts[2].indexOf('\'') + 1, parts[2].lastIndexOf('\''));
    assertThat(Files.readString(ROOT.resolve("configs/production/pool.jsonl")))
        .contains("\"model\":\"" + model + "\"");
  }

  @Test
  void tenTenantsAskAndThePageNamesNoMachine() throws IOException {
    String serve = Files.readString(ROOT.resolve("docs/gateways/serve.cjs"));

    assertThat(serve).contains("[...'abcdefgh']", "concat('initech', 'umbrella')");
    assertThat(Files.readString(ROOT.resolve("docs/first-hour.md")))
        .doesNotContainPattern("(?<![\\w/.])/(work|home|root)/");
  }
}
