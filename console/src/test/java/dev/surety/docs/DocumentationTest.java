package dev.surety.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What README and docs name is there: commands with their options, options of the job, files and
 * headings that links lead to. Each check is shown to bite on a page that names what is not.
 */
class DocumentationTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern IN_CODE = Pattern.compile("(?:^|\\s)\\./surety +(\\S.*)");
  private static final Pattern IN_PROSE = Pattern.compile("(?:\\./)?surety +([a-z-]+ .*|[a-z-]+)");
  private static final Pattern OPTION = Pattern.compile("(--[a-z][a-z.-]*[a-z])(?:[ =].*)?");
  private static final Pattern JOB_OPTION = Pattern.compile("\\s--([a-z-]+\\.[a-z.-]*[a-z])");
  private static final Pattern DATA = Pattern.compile("--data[= ]([^ ]*[a-z][^ ]*)");
  private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z-]+\\.[a-z.-]+)` \\|");

  /** Of the commands and jobs of others; and one that docs/deploy.md gets wrong on purpose. */
  private static final Set<String> ELSEWHERE = Set.of("--config", "--key", "--standings.intervall");

  private final Commands commands = new Commands();
  private final List<MarkdownPage> pages = MarkdownPage.all();

  @Test
  void commandsAndTheirOptionsExist() {
    assertThat(pages).flatExtracting(this::wrongCommands).isEmpty();
    assertThat(
            wrongCommands(
                page(
                    "`surety state edit --delete-tenant` and `surety bake`, `--no-such-option`",
                    "```",
                    "$ ./surety state inspekt S",
                    "./surety train proteus --data F \\",
                    "  --speed 9 # quickly",
                    "```")))
        .hasSize(5);
  }

  @Test
  void optionsOfTheJobExist() throws IOException {
    assertThat(pages).flatExtracting(this::wrongJobOptions).isEmpty();
    assertThat(wrongJobOptions(page("```", "flink run x.jar --kafka.bootstrap.server=a", "```")))
        .hasSize(1);
  }

  @Test
  void linksLeadSomewhere() {
    assertThat(pages).flatExtracting(DocumentationTest::brokenLinks).isEmpty();
    assertThat(
            brokenLinks(
                page(
                    "[a](gone.md) [b](#nowhere) [c](../README.md#nowhere) [d](#an-end)",
                    "## An end")))
        .hasSize(3);
  }

  /** The launcher's list, the commands there are, and what the documentation shows are one set. */
  @Test
  void everyCommandIsListedAndShown() throws IOException {
    Set<String> listed = new TreeSet<>();
    Matcher line =
        Pattern.compile("(?m)^  ([a-z-]+) {2,}\\S")
            .matcher(Files.readString(ROOT.resolve("surety")));
    while (line.find()) {
      listed.add(line.group(1));
    }
    Set<String> shown = new TreeSet<>();
    for (MarkdownPage page : pages) {
      commandLines(page).forEach(command -> shown.add(command.split("\\s+")[0]));
    }
    assertThat(commands.names()).isEqualTo(listed);
    assertThat(listed).allSatisfy(name -> assertThat(launched()).contains(name));
    assertThat(shown).containsAll(listed);
  }

  /** What the launcher starts something for: the words of its cases. */
  private static Set<String> launched() throws IOException {
    return Pattern.compile("(?m)^  ([a-z-]+(?: \\| [a-zA-Z-]+)*)\\)(?: .*)?$")
        .matcher(Files.readString(ROOT.resolve("surety")))
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(" \\| ")))
        .collect(Collectors.toSet());
  }

  /** So do the commands of pods. */
  @Test
  void commandsOfTheExamplesForKubernetesExist() throws IOException {
    String yaml = Files.readString(ROOT.resolve("k8s-operator/examples/tools.yaml"));
    List<String> lines = new ArrayList<>();
    Pattern.compile("(?m)args: \\[(.*)]$")
        .matcher(yaml)
        .results()
        .forEach(args -> lines.add(args.group(1).replaceAll("[,\"]", " ").strip()));
    Pattern.compile("(?m)\\bsurety ((?:state|savepoint) .*?)\\)?$")
        .matcher(yaml)
        .results()
        .forEach(line -> lines.add(line.group(1)));
    assertThat(lines).hasSize(6);
    assertThat(lines.stream().map(commands::problem).flatMap(Optional::stream)).isEmpty();
  }

  /** A reader with a fresh clone can type it: data that is named is in the repository. */
  @Test
  void dataThatCommandsNameIsThere() {
    assertThat(pages).flatExtracting(DocumentationTest::missingData).isEmpty();
    assertThat(missingData(page("```", "./surety demo --data mine.jsonl.gz", "```"))).hasSize(1);
  }

  @Test
  void everyDecisionIsListedWithDateAndStatus() throws IOException {
    Path decisions = ROOT.resolve("docs/decisions");
    String list = Files.readString(decisions.resolve("README.md"));
    try (Stream<Path> files = Files.list(decisions)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(file -> file.matches("\\d{4}-.*\\.md"))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(list)
                      .containsPattern(
                          "\\| \\[%s]\\(%s\\) \\| .+ \\| \\d{4}-\\d\\d-\\d\\d \\| \\S.* \\|"
                              .formatted(file.substring(0, 4), file)));
    }
    assertThat(brokenLinks(MarkdownPage.read(decisions.resolve("README.md")))).isEmpty();
  }

  private List<String> wrongCommands(MarkdownPage page) {
    List<String> wrong = new ArrayList<>();
    for (String line : commandLines(page)) {
      commands.problem(line).ifPresent(problem -> wrong.add(page + ": " + problem));
    }
    Set<String> known = commands.options();
    for (String span : page.spans()) {
      Matcher option = OPTION.matcher(span);
      if (option.matches() && !option.group(1).contains(".") && !known.contains(option.group(1))) {
        if (!ELSEWHERE.contains(option.group(1))) {
          wrong.add(page + ": no command has the option " + option.group(1));
        }
      }
    }
    return wrong;
  }

  private static List<String> commandLines(MarkdownPage page) {
    List<String> lines = new ArrayList<>();
    for (String line : page.code()) {
      IN_CODE.matcher(line).results().forEach(found -> lines.add(found.group(1)));
    }
    for (String span : page.spans()) {
      Matcher command = IN_PROSE.matcher(span);
      if (command.matches()) {
        lines.add(command.group(1));
      }
    }
    return lines;
  }

  /**
   * Files after {@code --data}; not words in capitals, and not the sets that results.md tells of.
   */
  private static List<String> missingData(MarkdownPage page) {
    return commandLines(page).stream()
        .flatMap(line -> DATA.matcher(line).results())
        .map(data -> data.group(1))
        .filter(data -> !data.startsWith("../shared/data") && !Files.exists(ROOT.resolve(data)))
        .map(data -> page + ": there is no " + data)
        .toList();
  }

  private List<String> wrongJobOptions(MarkdownPage page) {
    Set<String> known = new TreeSet<>();
    pages.stream()
        .filter(candidate -> candidate.file().endsWith("docs/configuration.md"))
        .forEach(
            options ->
                LISTED.matcher(options.prose()).results().forEach(o -> known.add(o.group(1))));
    assertThat(known).contains("kafka.bootstrap.servers");
    return page.code().stream()
        .filter(line -> !line.startsWith("prometheus "))
        .flatMap(line -> JOB_OPTION.matcher(line).results())
        .map(option -> option.group(1))
        .filter(option -> !known.contains(option) && !ELSEWHERE.contains("--" + option))
        .map(option -> page + ": the job has no option " + option)
        .toList();
  }

  private static List<String> brokenLinks(MarkdownPage page) {
    List<String> broken = new ArrayList<>();
    for (String link : page.links()) {
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
      boolean leads = parts[0].isEmpty() || Files.exists(target);
      if (leads && parts.length == 2 && target.toString().endsWith(".md")) {
        MarkdownPage there = parts[0].isEmpty() ? page : MarkdownPage.read(target);
        leads = there.anchors().contains(parts[1]);
      }
      if (!leads) {
        broken.add(page + ": " + link);
      }
    }
    return broken;
  }

  private static MarkdownPage page(String... lines) {
    return MarkdownPage.of(ROOT.resolve("docs/made-up.md"), List.of(lines));
  }
}
