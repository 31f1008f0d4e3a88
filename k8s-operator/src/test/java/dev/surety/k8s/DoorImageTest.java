package dev.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The door's image, as far as it can be judged without building it. */
class DoorImageTest {

  private static final Path FILE = Path.of("Dockerfile.gateway");
  private static final Path REPOSITORY = Path.of("..");

  private static List<String> lines(String begin) throws IOException {
    return Files.readAllLines(FILE).stream().filter(line -> line.startsWith(begin)).toList();
  }

  /** Copied from the context, not from another stage. */
  private static List<String> sources() throws IOException {
    return lines("COPY ").stream()
        .filter(line -> !line.contains("--from"))
        .flatMap(line -> Arrays.stream(line.split("\\s+")).skip(1))
        .toList();
  }

  @Test
  void theBasesAreThoseOfTheToolsAndThereIsNoFlink() throws IOException {
    assertThat(lines("ARG "))
        .hasSize(2)
        .isSubsetOf(Files.readAllLines(Path.of("Dockerfile.tools")));
    assertThat(lines("FROM ")).containsExactly("FROM ${JDK_IMAGE} AS build", "FROM ${JRE_IMAGE}");
  }

  @Test
  void endsAsAUserThatIsNotRoot() throws IOException {
    assertThat(Files.readString(FILE).strip()).endsWith("USER 9999:9999");
  }

  /** A module that is missing here would make Maven refuse the parent's list of modules. */
  @Test
  void copiesWhatTheBuildNeedsAndTheContextHasIt() throws IOException {
    String pom = Files.readString(REPOSITORY.resolve("pom.xml"));
    String modules = pom.substring(pom.lastIndexOf("<modules>"), pom.lastIndexOf("</modules>"));
    String context = Files.readString(Path.of("Dockerfile.gateway.dockerignore"));

    assertThat(modules.lines().filter(line -> line.contains("<module>")))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(sources()).contains(line.replaceAll("\\s*</?module>", "") + "/pom.xml"));
    assertThat(sources())
        .contains("functions/src", "output/src", "client/src", "gateway/src")
        .allSatisfy(source -> assertThat(REPOSITORY.resolve(source)).exists())
        .filteredOn(source -> source.endsWith("/src"))
        .allSatisfy(source -> assertThat(context).contains("!" + source));
  }

  @Test
  void whatItStartsIsThere() throws IOException {
    assertThat(lines("ENTRYPOINT "))
        .singleElement()
        .asString()
        .contains("\"dev.surety.gateway.SuretyGateway\"");
    assertThat(REPOSITORY.resolve("gateway/src/main/java/dev/surety/gateway/SuretyGateway.java"))
        .exists();
  }
}
