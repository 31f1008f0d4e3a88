package dev.surety.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What README and docs call by name is there: modules and tests of Maven's commands, packages,
 * classes, files, options of the job in sentences, alerts and metrics. {@link DocumentationTest}
 * has the rest. Each check is shown to bite on a page that names what is not.
 */
class DocumentedNamesTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern MODULES = Pattern.compile("-pl[ =]([a-z0-9,-]+)");
  private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test='?([\\w,*#]+)");
  private static final Pattern IN_PACKAGE = Pattern.compile("dev\\.surety(?:\\.\\w+)+");
  private static final Pattern TEST_CLASS = Pattern.compile("\\b[A-Z]\\w+(?:Test|ITCase)\\b");
  private static final Pattern PATH = Pattern.compile("\\w[\\w.-]*(?:/[\\w.-]+)+/?");
  private static final Pattern JOB_OPTION =
      Pattern.compile("-{0,2}([a-z]+\\.[a-z-]+(?:\\.[a-z-]+)*)(?:[:=].*)?");
  private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z-]+\\.[a-z.-]+)` \\|");
  private static final Pattern ALERT = Pattern.compile("Surety[A-Z][A-Za-z]+");
  private static final Pattern METRIC = Pattern.compile("\\b[Mm]etrics? `([A-Za-z_]+)`");

  /** Placeholders of commands: a test of your own, and none. */
  private static final Set<String> ANY_TEST =
      Set.of("NameTest", "NameITCase", "none", "NoSuchTest");

  /** What builds leave, and Flink's own options that begin like ours. */
  private static final Pattern MADE = Pattern.compile("r/.*|.*/target/.*");

  private static final Set<String> FLINKS = Set.of("state.backend.type", "state.backend.rocksdb");

  private final RepositoryNames names = RepositoryNames.of(ROOT);
  private final List<MarkdownPage> pages = MarkdownPage.all();

  @Test
  void modulesAndTestsOfMavensCommandsExist() {
    assertThat(pages).flatExtracting(this::wrongMavenCommands).isEmpty();
    assertThat(
            wrongMavenCommands(
                page(
                    "`./mvnw -pl gone test -Dtest=GoneTest`",
                    "```",
                    "./mvnw -pl demo,lost verify -Dit.test=LostITCase,GatewayITCase -Dtest=none",
                    "```")))
        .hasSize(4);
  }

  /** A test runs in the module that the command names: tests move, and commands stay behind. */
  @Test
  void testsOfMavensCommandsAreInTheirModules() {
    assertThat(pages).flatExtracting(this::testsElsewhere).isEmpty();
    assertThat(testsElsewhere(page("`./mvnw -pl lab -am test -Dtest=DocumentationTest`")))
        .hasSize(1);
  }

  @Test
  void packagesAndClassesExist() {
    assertThat(pages).flatExtracting(this::wrongClasses).isEmpty();
    assertThat(
            wrongClasses(
                page(
                    "`dev.surety.gone`, dev.surety.engine.TenantRouter, `LostITCase` and GoneTest")))
        .hasSize(3);
  }

  @Test
  void filesExist() {
    assertThat(pages).flatExtracting(this::wrongFiles).isEmpty();
    assertThat(
            wrongFiles(
                page(
                    "`configs/gone.yaml`, `docs/`, `lab/src/gone`, `TenantRouter.java`, `Gone.java`")))
        .hasSize(3);
  }

  @Test
  void optionsOfTheJobInSentencesExist() {
    assertThat(pages).flatExtracting(this::wrongJobOptions).isEmpty();
    assertThat(
            wrongJobOptions(
                page(
                    "`keys.new-per-minute`, `keys.old-per-minute`, `--journal.pat=x`",
                    "`keys.avro`")))
        .hasSize(2);
  }

  @Test
  void alertsAndMetricsExist() {
    assertThat(pages).flatExtracting(this::wrongAlertsAndMetrics).isEmpty();
    assertThat(
            wrongAlertsAndMetrics(
                page("`SuretyGone`, SuretyDebtGrowing, the metric `lostThings`", "## SuretyLost")))
        .hasSize(3);
  }

  private List<String> wrongMavenCommands(MarkdownPage page) {
    List<String> wrong = new ArrayList<>();
    for (String command : mavenCommands(page)) {
      words(MODULES, command)
          .filter(module -> !Files.exists(ROOT.resolve(module).resolve("pom.xml")))
          .forEach(module -> wrong.add(page + ": there is no module " + module));
      testsOf(command)
          .filter(test -> !names.hasClass(test))
          .forEach(test -> wrong.add(page + ": there is no test " + test));
    }
    return wrong;
  }

  private List<String> testsElsewhere(MarkdownPage page) {
    List<String> wrong = new ArrayList<>();
    for (String command : mavenCommands(page)) {
      List<String> modules = words(MODULES, command).toList();
      testsOf(command)
          .filter(names::hasClass)
          .filter(test -> !modules.isEmpty() && modules.stream().noneMatch(m -> names.has(m, test)))
          .forEach(test -> wrong.add(page + ": " + test + " is in none of " + modules));
    }
    return wrong;
  }

  private static List<String> mavenCommands(MarkdownPage page) {
    return Stream.concat(page.code().stream(), page.spansAcrossLines().stream())
        .filter(command -> command.contains("./mvnw"))
        .toList();
  }

  private static Stream<String> testsOf(String command) {
    return words(TESTS, command)
        .map(test -> test.replaceAll("#.*", ""))
        .filter(test -> !ANY_TEST.contains(test) && !test.contains("*"));
  }

  private static Stream<String> words(Pattern list, String command) {
    return list.matcher(command).results().flatMap(found -> Stream.of(found.group(1).split(",")));
  }

  private List<String> wrongClasses(MarkdownPage page) {
    String text = page.prose() + String.join("\n", page.code());
    return Stream.concat(
            IN_PACKAGE.matcher(text).results().map(found -> found.group()),
            TEST_CLASS.matcher(page.prose()).results().map(found -> found.group()))
        .filter(name -> !names.hasClass(name) && !ANY_TEST.contains(name))
        .map(name -> page + ": there is no " + name)
        .toList();
  }

  /** Those that could be ours: under a folder of the root, or a source file. */
  private List<String> wrongFiles(MarkdownPage page) {
    return page.spans().stream()
        .filter(
            span ->
                span.endsWith(".java") && !span.contains("/") && !names.hasFile(span)
                    || PATH.matcher(span).matches()
                        && names.hasFolder(span.replaceAll("/.*", ""))
                        && !MADE.matcher(span).matches()
                        && !Files.exists(ROOT.resolve(span))
                        && !Files.exists(page.file().resolveSibling(span)))
        .map(span -> page + ": there is no file " + span)
        .toList();
  }

  private List<String> wrongJobOptions(MarkdownPage page) {
    Set<String> known = Set.copyOf(listed());
    Set<String> sections = Set.copyOf(known.stream().map(o -> o.replaceAll("\\..*", "")).toList());
    return page.spans().stream()
        .map(JOB_OPTION::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .filter(option -> sections.contains(option.replaceAll("\\..*", "")))
        .filter(option -> !known.contains(option) && !option.startsWith("kafka.properties"))
        .filter(option -> FLINKS.stream().noneMatch(option::startsWith))
        .filter(option -> !option.matches(".*\\.(avro|jsonl?|csv|html)"))
        .map(option -> page + ": the job has no option " + option)
        .toList();
  }

  private List<String> listed() {
    return pages.stream()
        .filter(page -> page.file().endsWith("docs/configuration.md"))
        .flatMap(page -> LISTED.matcher(page.prose()).results())
        .map(option -> option.group(1))
        .toList();
  }

  private List<String> wrongAlertsAndMetrics(MarkdownPage page) {
    String alerts = names.read("configs/prometheus/surety-alerts.yaml");
    String metrics = names.read("docs/metrics.md") + names.read("docs/gateway.md");
    List<String> wrong = new ArrayList<>();
    ALERT
        .matcher(page.prose())
        .results()
        .map(found -> found.group())
        .filter(alert -> !alerts.contains("alert: " + alert + "\n") && !names.hasClass(alert))
        .forEach(alert -> wrong.add(page + ": there is no alert " + alert));
    METRIC
        .matcher(page.prose())
        .results()
        .map(found -> found.group(1))
        .filter(metric -> !metrics.contains(metric))
        .forEach(metric -> wrong.add(page + ": there is no metric " + metric));
    return wrong;
  }

  private static MarkdownPage page(String... lines) {
    return MarkdownPage.of(ROOT.resolve("docs/made-up.md"), List.of(lines));
  }
}
