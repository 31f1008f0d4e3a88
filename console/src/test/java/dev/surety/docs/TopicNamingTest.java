package dev.surety.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.console.Surety;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsLoader;
import dev.surety.operate.topics.RouterTopics;
import dev.surety.operate.topics.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The six topics are called the same wherever people meet them, so that one page fits the next. */
class TopicNamingTest {

  private static final Path ROOT = Path.of("..");

  private static final Set<String> NAMES =
      RouterTopics.of(UnaryOperator.identity(), 1, 1, 1).stream()
          .map(TopicSpec::name)
          .collect(Collectors.toCollection(TreeSet::new));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "configs/surety.yaml",
        "configs/production/surety.yaml",
        "k8s-operator/overlays/dev/surety.yaml",
        "k8s-operator/overlays/production/surety.yaml"
      })
  void readyOptionsLeaveTheJobWithTheseNames(String file) {
    JobSettings settings =
        OptionsLoader.load(
            new String[] {"--config", ROOT.resolve(file).toString()},
            Map.of("SURETY_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "org.example.Login required;"));

    assertThat(
            Stream.of(
                    JobOptions.REQUESTS,
                    JobOptions.FEEDBACK,
                    JobOptions.CONTROL,
                    JobOptions.DECISIONS,
                    JobOptions.STANDINGS,
                    JobOptions.DEAD_LETTERS)
                .map(settings::get))
        .containsExactlyInAnyOrderElementsOf(NAMES);
  }

  @Test
  void theClientAndTheCommandsTakeTheseNames() {
    Topics client = Topics.DEFAULT;
    assertThat(
            List.of(
                client.requests(),
                client.feedback(),
                client.control(),
                client.decisions(),
                client.standings(),
                client.deadLetters()))
        .containsExactlyInAnyOrderElementsOf(NAMES);
    List<String> defaults = new ArrayList<>();
    takeDefaults(Surety.commandLine(), defaults);
    assertThat(defaults).isNotEmpty().allMatch(NAMES::contains);
  }

  private static void takeDefaults(CommandLine command, List<String> defaults) {
    command.getCommandSpec().options().stream()
        .filter(option -> option.longestName().equals("--topic") && option.defaultValue() != null)
        .forEach(option -> defaults.add(option.defaultValue()));
    command.getSubcommands().values().forEach(sub -> takeDefaults(sub, defaults));
  }

  @Test
  void aclsNameTheseTopics() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/security.md"));

    assertThat(
            Pattern.compile("\\| topic ([a-z.-]+) \\|")
                .matcher(page.substring(page.indexOf("<!-- acls -->")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet()))
        .isEqualTo(NAMES);
  }

  /** What a page says of a topic by an option or a command of Kafka is one of them. */
  @Test
  void pagesNameTheseTopics() {
    Pattern named = Pattern.compile("--topic[ =]([a-z][a-z.-]*)");
    assertThat(MarkdownPage.all())
        .allSatisfy(
            page ->
                assertThat(page.code())
                    .allSatisfy(
                        line ->
                            assertThat(named.matcher(line).results().map(found -> found.group(1)))
                                .allMatch(NAMES::contains)));
  }
}
