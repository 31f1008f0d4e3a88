package dev.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The image that the manifests name, as far as it can be judged without building it. */
class DockerfileTest {

  private static final Path REPOSITORY = Path.of("..");
  private static final Path FILE = Path.of("Dockerfile");

  @Test
  void basesAreNamedByFullVersion() throws IOException {
    assertThat(instructions("ARG"))
        .filteredOn(line -> line.contains("_IMAGE="))
        .hasSize(2)
        .allMatch(line -> line.matches(".*:[0-9]+\\.[0-9]+\\.[0-9]+[\\w.-]*"));
    assertThat(instructions("FROM")).hasSize(2).allMatch(line -> line.contains("${"));
  }

  @Test
  void theBaseIsTheFlinkOfTheBuild() throws IOException {
    String pom = Files.readString(REPOSITORY.resolve("pom.xml"));
    String flink = pom.replaceAll("(?s).*<flink.version>(.*?)</flink.version>.*", "$1");

    assertThat(instructions("ARG"))
        .anyMatch(line -> line.contains("flink:" + flink + "-scala_2.12-java17"));
  }

  @Test
  void theJobLiesWhereTheManifestLooks() throws IOException {
    Manifests base = Manifests.read(Files.readString(Path.of("base/flinkdeployment.yaml")));
    String jar = base.flink().job().path("jarURI").asText().replace("local:///opt/flink/", "");
    Path main =
        REPOSITORY.resolve(
            "job/src/main/java/"
                + base.flink().job().path("entryClass").asText().replace('.', '/')
                + ".java");

    assertThat(instructions("COPY")).last().asString().endsWith(" $FLINK_HOME/" + jar);
    // Flink's scripts put the jars of lib in the order of their names on the class path.
    assertThat(jar).startsWith("lib/0-");
    assertThat(main).exists();
    assertThat(base.flink().conf("classloader.resolve-order")).isEqualTo("parent-first");
  }

  /** Any layer above may change a jar or its time, after which the data fit nothing. */
  @Test
  void theClassDataAreMadeLastAndLieWhereTheManifestLooks() throws IOException {
    Manifests base = Manifests.read(Files.readString(Path.of("base/flinkdeployment.yaml")));
    List<String> layers = instructions("COPY|RUN|USER");
    String script = Files.readString(Path.of("class-data.sh"));

    assertThat(layers.subList(layers.size() - 3, layers.size()))
        .satisfiesExactly(
            jar -> assertThat(jar).contains("surety-job.jar"),
            data -> assertThat(data).contains("source=k8s-operator/class-data.sh"),
            user -> assertThat(user).startsWith("USER "));
    assertThat(script).contains("archive=$home/class-data/surety.jsa");
    assertThat(base.flink().conf("env.java.opts.all"))
        .contains("-Xshare:auto", "-XX:SharedArchiveFile=/opt/flink/class-data/surety.jsa");
    assertThat(Files.readString(Path.of("Dockerfile.dockerignore")))
        .contains("!k8s-operator/class-data.sh");
  }

  @Test
  void endsAsAUserThatIsNotRoot() throws IOException {
    Manifests base = Manifests.read(Files.readString(Path.of("base/flinkdeployment.yaml")));
    String user = base.flink().spec().at("/podTemplate/spec/securityContext/runAsUser").asText();

    assertThat(instructions("USER")).containsExactly("USER %s:%s".formatted(user, user));
    assertThat(Files.readString(FILE).strip()).endsWith("USER %s:%s".formatted(user, user));
  }

  /** A module that is missing here would make Maven refuse the parent's list of modules. */
  @Test
  void copiesWhatTheBuildNeeds() throws IOException {
    List<String> sources =
        instructions("COPY").stream()
            .filter(line -> !line.contains("--from"))
            .flatMap(line -> Arrays.stream(line.split("\\s+")).skip(1).toList().stream())
            .toList();
    String pom = Files.readString(REPOSITORY.resolve("pom.xml"));
    String modules = pom.substring(pom.lastIndexOf("<modules>"), pom.lastIndexOf("</modules>"));

    assertThat(modules.lines().filter(line -> line.contains("<module>")))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(sources).contains(line.replaceAll("\\s*</?module>", "") + "/pom.xml"));
    assertThat(sources).allSatisfy(source -> assertThat(REPOSITORY.resolve(source)).exists());
  }

  private static List<String> instructions(String name) throws IOException {
    try (Stream<String> lines = Files.lines(FILE)) {
      return lines.filter(line -> line.matches("(" + name + ") .*")).toList();
    }
  }
}
