package dev.surety.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsLoaderTest {

  private static final String[] REQUIRED = {
    "--kafka.bootstrap.servers=localhost:9092", "--journal.path", "file:///var/journal"
  };

  @TempDir private Path folder;

  @Test
  void aKeyIsNotForgottenBeforeItIsPacked() {
    assertThatThrownBy(() -> load(Map.of(), "--state.idle-after=30 d", "--keys.remove-after=7 d"))
        .hasMessageContaining(
            "'keys.remove-after' must be at least 'state.idle-after', which is 30 d, or 0 to forget"
                + " nobody, not '7 d'");
    assertThat(load(Map.of(), "--keys.remove-after=0 d").get(JobOptions.REMOVE_AFTER)).isZero();
    assertThat(load(Map.of(), "--state.idle-after=200 d").get(JobOptions.REMOVE_AFTER))
        .as("a default is no mistake")
        .hasDays(90);
    assertThatThrownBy(() -> load(Map.of(), "--keys.new-at-once=0", "--keys.new-per-minute=-1"))
        .hasMessageContaining("'keys.new-at-once' must be 1 or more, such as 100000")
        .hasMessageContaining("'keys.new-per-minute' must be 0 or more, such as 1000");
  }

  @Test
  void theRequiredOnesAreEnough() {
    JobSettings settings = load(Map.of());

    assertThat(settings.get(JobOptions.BOOTSTRAP_SERVERS)).isEqualTo("localhost:9092");
    assertThat(settings.get(JobOptions.JOURNAL_PATH)).isEqualTo("file:///var/journal");
    assertThat(settings.get(JobOptions.KAFKA_START)).isEqualTo(KafkaStart.COMMITTED_OR_EARLIEST);
  }

  @Test
  void environmentWinsOverFileAndArgumentsWinOverBoth() throws IOException {
    String file = file("router.seed: 7\nkafka:\n  group.id: a\n  start: latest\n");
    Map<String, String> environment =
        Map.of("SURETY_KAFKA_GROUP_ID", "b", "SURETY_KAFKA_START", "earliest");

    JobSettings settings = load(environment, "--config", file, "--kafka.group.id", "c");

    assertThat(settings.get(JobOptions.SEED)).isEqualTo(7);
    assertThat(settings.get(JobOptions.KAFKA_START)).isEqualTo(KafkaStart.EARLIEST);
    assertThat(settings.get(JobOptions.GROUP_ID)).isEqualTo("c");
  }

  @Test
  void keysInAFileMayBeNestedOrDotted() throws IOException {
    String file =
        file("kafka:\n  topics.requests: r\n  topics:\n    feedback: f\nkafka.topics.control: c\n");

    JobSettings settings = load(Map.of(), "--config=" + file);

    assertThat(settings.get(JobOptions.REQUESTS)).isEqualTo("r");
    assertThat(settings.get(JobOptions.FEEDBACK)).isEqualTo("f");
    assertThat(settings.get(JobOptions.CONTROL)).isEqualTo("c");
  }

  @Test
  void everyOptionHasItsEnvironmentVariable() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SURETY_KAFKA_TOPICS_DEAD_LETTERS", "morgue");
    environment.put("SURETY_STATE_IDLE_AFTER", "3 h");
    environment.put("SURETY_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL");

    JobSettings settings = load(environment);

    assertThat(settings.get(JobOptions.DEAD_LETTERS)).isEqualTo("morgue");
    assertThat(settings.get(JobOptions.IDLE_AFTER)).isEqualTo(Duration.ofHours(3));
    assertThat(settings.kafkaProperties())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("bootstrap.servers", "localhost:9092");
  }

  @Test
  void variablesThatAreNotOurOptionsAreLeftAlone() {
    load(
        Map.of(
            "SURETY_JAVA_OPTS", "-Xmx1g",
            "SURETY_REQUIRE", "data",
            "SURETY_KAFKA_SERVICE_HOST", "10.0.0.1",
            "SURETY_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1",
            "SURETY_KAFKA_PORT", "tcp://10.0.0.1:9092"));
  }

  @Test
  void aMisspeltKeyIsNamedWithItsSourceAndTheNearestOne() throws IOException {
    String file = file("router:\n  sead: 3\n");

    assertProblems(
        Map.of("SURETY_KAFKA_GROUP", "b"),
        List.of("--config", file, "--features.dimension=8"),
        "surety.yaml line 2: there is no option 'router.sead'; did you mean 'router.seed'?",
        "environment variable SURETY_KAFKA_GROUP: no option has this variable; did you mean"
            + " SURETY_KAFKA_GROUP_ID?",
        "argument --features.dimension: there is no option 'features.dimension'; did you mean"
            + " 'features.dimensions'?");
  }

  @Test
  void aValueOfTheWrongTypeIsShownWithWhatItShouldBe() {
    assertProblems(
        Map.of("SURETY_TIME_MAX_SKEW", "soon"),
        List.of("--router.seed=x", "--kafka.start=middle", "--kafka.max-record-bytes=big"),
        "environment variable SURETY_TIME_MAX_SKEW: 'time.max-skew' must be a duration such as"
            + " 500 ms, 2 s, 10 min, 12 h or 1 d, not 'soon'",
        "argument --router.seed: 'router.seed' must be a whole number, not '****'",
        "'kafka.start' must be one of committed-or-earliest, earliest, latest, not 'middle'",
        "'kafka.max-record-bytes' must be a size such as 512 kb or 1 mb, not 'big'");
  }

  @Test
  void aValueOutOfRangeIsRefusedWithTheMend() {
    assertProblems(
        Map.of(),
        List.of(
            "--features.dimensions=100",
            "--features.max-terms=0",
            "--time.max-skew=0 s",
            "--kafka.max-record-bytes=1 kb",
            "--kafka.topics.requests=a b"),
        "'features.dimensions' must be 0 or a power of two up to 32768, such as 256, not '100'",
        "'features.max-terms' must be 1 or more",
        "'time.max-skew' must be longer than nothing",
        "'kafka.max-record-bytes' must be from 16 kb to 64 mb",
        "'kafka.topics.requests' must be a topic's name");
  }

  /** An upgrade comes with the options of before: said, and no reason to refuse it. */
  @Test
  void anOptionOfFormerVersionsIsSaidToHaveNoEffect() throws IOException {
    String config = file("journal:\n  path: file:///j\n  compact-every: 30\n");

    JobSettings settings =
        OptionsLoader.load(
            new String[] {"--config", config, "--kafka.bootstrap.servers=localhost:1"}, Map.of());

    assertThat(settings.warnings())
        .singleElement(STRING)
        .contains("surety.yaml line 3: 'journal.compact-every' has no effect any more; remove it")
        .contains("./surety journal compact");
    assertThat(
            OptionsLoader.load(
                    new String[] {"--journal.path=file:///j", "--kafka.bootstrap.servers=h:1"},
                    Map.of("SURETY_JOURNAL_COMPACT_EVERY", "30"))
                .warnings())
        .hasSize(1);
  }

  @Test
  void whatMustBeSetIsAskedForInAllThreeWays() {
    assertThatThrownBy(() -> OptionsLoader.load(new String[0], Map.of()))
        .isInstanceOf(InvalidOptions.class)
        .hasMessageStartingWith("2 problems with the options:")
        .hasMessageContaining(
            "'kafka.bootstrap.servers' must be set, in the file, as SURETY_KAFKA_BOOTSTRAP_SERVERS"
                + " or as --kafka.bootstrap.servers=VALUE")
        .hasMessageContaining("'journal.path' must be set");
  }

  @Test
  void aRelativeJournalPathIsRefused() {
    assertThatThrownBy(
            () ->
                OptionsLoader.of(
                    Map.of("kafka.bootstrap.servers", "localhost:1", "journal.path", "journal")))
        .hasMessageContaining("absolute URI, such as file:///var/lib/surety/journal");
  }

  @Test
  void twoRolesMayNotShareATopic() {
    assertProblems(
        Map.of(),
        List.of("--kafka.topics.decisions=requests"),
        "'kafka.topics.requests' and 'kafka.topics.decisions' are both 'requests'");
  }

  @Test
  void propertiesThatTheJobOwnsAreRefusedWithTheOptionToSet() {
    assertProblems(
        Map.of("SURETY_KAFKA_PROPERTIES_GROUP_ID", "x"),
        List.of("--kafka.properties.isolation.level=read_uncommitted"),
        "'kafka.properties.group.id' is not free to be set; set kafka.group.id",
        "'kafka.properties.isolation.level' is not free to be set; remove it");
  }

  @Test
  void badArgumentsAreNamed() {
    assertProblems(
        Map.of(),
        List.of("stray", "--router.seed", "--kafka.group.id=a", "--kafka.group.id=b"),
        "argument 'stray' is no option; write --key=value",
        "argument --router.seed: has no value; write --router.seed=VALUE",
        "argument --kafka.group.id: is given twice; remove one");
  }

  @Test
  void badFilesAreNamed() throws IOException {
    assertProblems(
        Map.of(),
        List.of("--config", folder.resolve("none.yaml").toString()),
        "argument --config: there is no file",
        "none.yaml that can be read");
    assertProblems(
        Map.of(), List.of("--config", file("- a\n- b\n")), "surety.yaml line 1: is not a list of");
    assertProblems(
        Map.of(), List.of("--config", file("kafka: {start: [\n")), "surety.yaml", "is not YAML");
    assertProblems(
        Map.of(),
        List.of("--config", file("kafka.start: latest\nkafka:\n  start: earliest\n")),
        "surety.yaml line 3: 'kafka.start' is given twice");
    assertProblems(
        Map.of(),
        List.of("--config", file("kafka:\n  start:\n  group.id: [a, b]\n")),
        "surety.yaml line 2: 'kafka.start' has no value",
        "surety.yaml line 3: 'kafka.group.id' is a list");
  }

  @Test
  void theEffectiveOptionsTellTheirSourceAndHideSecrets() {
    JobSettings settings =
        load(
            Map.of(
                "SURETY_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", "hidden-1",
                "SURETY_KAFKA_PROPERTIES_SSL_KEYSTORE_PASSWORD", "hidden-2"),
            "--kafka.properties.sasl.oauthbearer.client.secret=hidden-3",
            "--kafka.properties.security.protocol=SASL_SSL",
            "--router.seed=9");

    assertThat(settings.describe())
        .contains(
            "router.seed = **** (argument --router.seed)",
            "kafka.group.id = surety (default)",
            "time.max-skew = 1 d (default)",
            "kafka.properties.security.protocol = SASL_SSL (argument"
                + " --kafka.properties.security.protocol)",
            "kafka.properties.sasl.jaas.config = **** (environment variable"
                + " SURETY_KAFKA_PROPERTIES_SASL_JAAS_CONFIG)");
    assertThat(settings.toString()).doesNotContain("hidden");
    assertThat(settings.kafkaProperties()).containsEntry("sasl.jaas.config", "hidden-1");
  }

  @Test
  void helpListsEveryOption() {
    assertThat(OptionsLoader.askForHelp(new String[] {"--kafka.start=latest", "--help"})).isTrue();
    assertThat(OptionsLoader.askForHelp(REQUIRED)).isFalse();
    assertThat(OptionsHelp.text())
        .contains(JobOptions.all().map(option -> "  " + option.key() + " ").toList())
        .contains("kafka.properties.NAME");
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("surety.yaml"), text).toString();
  }

  private static JobSettings load(Map<String, String> environment, String... args) {
    return OptionsLoader.load(
        Stream.of(REQUIRED, args).flatMap(Stream::of).toArray(String[]::new), environment);
  }

  /** All of the messages stand in the one exception, and nothing else is complained about. */
  private static void assertProblems(
      Map<String, String> environment, List<String> args, String... messages) {
    assertThatThrownBy(() -> load(environment, args.toArray(String[]::new)))
        .isInstanceOf(InvalidOptions.class)
        .hasMessageContainingAll(messages)
        .hasMessageContaining("--help lists all options");
  }
}
