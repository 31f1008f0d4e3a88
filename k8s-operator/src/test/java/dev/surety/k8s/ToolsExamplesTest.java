package dev.surety.k8s;

import static dev.surety.k8s.FlinkSpec.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of commands in the cluster, and the image that they run. */
class ToolsExamplesTest {

  private static final Path EXAMPLE = Path.of("examples/tools.yaml");
  private static final Path IMAGE = Path.of("Dockerfile.tools");

  private static Manifests example() throws IOException {
    return Manifests.read(Files.readString(EXAMPLE));
  }

  /** Pods of CronJobs and Deployments. */
  private static List<JsonNode> pods() throws IOException {
    Manifests example = example();
    return Stream.concat(
            example.of("CronJob").map(job -> job.at("/spec/jobTemplate/spec/template")),
            example.of("Deployment").map(deployment -> deployment.at("/spec/template")))
        .toList();
  }

  @Test
  void kubernetesKnowsEveryField() throws IOException {
    assertThat(example().objects().stream().map(KnownFields::complaint).flatMap(Optional::stream))
        .isEmpty();
  }

  @Test
  void podsAreBoundedAndNobodyIsRoot() throws IOException {
    assertThat(pods())
        .hasSize(4)
        .allSatisfy(
            pod -> {
              assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/spec/serviceAccountName").asText()).isEqualTo("surety-tools");
              assertThat(pod.at("/metadata/labels/app.kubernetes.io~1name").asText())
                  .isEqualTo("surety-tools");
              JsonNode main = pod.at("/spec/containers/0");
              assertThat(main.at("/resources/limits/memory").asText()).isNotEmpty();
              assertThat(main.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                  .isFalse();
              assertThat(main.path("image").asText()).matches("surety-tools:\\d+\\.\\d+\\.\\d+");
            });
  }

  /** They look where the overlay of production writes, and ask whom it asks. */
  @Test
  void placesAreThoseOfTheOverlay() throws IOException {
    String options = Files.readString(Path.of("overlays/production/surety.yaml"));
    String text = Files.readString(EXAMPLE);

    assertThat(options).contains("path: s3://surety-state/journal");
    assertThat(text).contains("s3://surety-state/journal");
    assertThat(options).contains("bootstrap.servers: surety-kafka-bootstrap.kafka:9093");
    assertThat(text).contains("surety-kafka-bootstrap.kafka:9093");
  }

  @Test
  void theImageHasThePluginsOfTheJobsFlinkAndEndsAsNobody() throws IOException {
    String image = Files.readString(IMAGE);
    Set<String> job =
        Files.readAllLines(Path.of("Dockerfile")).stream()
            .filter(line -> line.startsWith("ARG "))
            .collect(Collectors.toSet());

    assertThat(image.lines()).containsAll(job);
    assertThat(image)
        .contains("s3-fs-hadoop", "gs-fs-hadoop", "azure-fs-hadoop", "SURETY_PLUGINS=")
        .doesNotContain(":latest");
    assertThat(image.strip()).endsWith("USER 9999:9999");
  }

  /** The same rights in the image's own configuration as in the overlay. */
  @Test
  void theImageEntersStorageAsThePod() throws IOException {
    String provider = "fs.s3a.aws.credentials.provider: ";
    assertThat(Files.readAllLines(Path.of("tools/config.yaml")))
        .anyMatch(line -> line.startsWith(provider));
    String overlay = Files.readString(Path.of("overlays/production/flinkdeployment.yaml"));
    String named =
        Files.readAllLines(Path.of("tools/config.yaml")).stream()
            .filter(line -> line.startsWith(provider))
            .findFirst()
            .orElseThrow();
    assertThat(overlay).contains(named);
  }

  /** A module whose sources are missing would make Maven refuse the build. */
  @Test
  void theImageIsBuiltFromEveryModuleThatTheConsoleNeeds() throws IOException {
    Set<String> copied =
        Files.readAllLines(IMAGE).stream()
            .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
            .map(line -> line.split(" ")[1])
            .collect(Collectors.toSet());
    String pom = Files.readString(Path.of("../pom.xml"));
    String modules = pom.substring(pom.lastIndexOf("<modules>"), pom.lastIndexOf("</modules>"));
    assertThat(modules.lines().filter(line -> line.contains("<module>")))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              String module = line.replaceAll("\\s*</?module>", "");
              assertThat(copied).containsAnyOf(module, module + "/pom.xml");
            });
    assertThat(elements(example().one("Deployment").at("/spec/template/spec/containers")))
        .hasSize(1);
  }
}
