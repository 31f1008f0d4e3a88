package dev.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the manifests say twice, because Kubernetes can't read the other place. */
class StandingFilesTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void theFlagsOfTheJvmAreThoseOfEveryOtherFlinkHere() throws IOException {
    String flags =
        Files.readAllLines(Path.of("../configs/java-options")).stream()
            .filter(line -> line.startsWith("--"))
            .collect(Collectors.joining(" "));

    assertThat(base().flink().conf("env.java.opts.all").strip())
        .isEqualTo("-Xshare:auto -XX:SharedArchiveFile=/opt/flink/class-data/surety.jsa " + flags);
  }

  @Test
  void taskManagersHaveTheFlagsOfAStandaloneClusters() throws IOException {
    String standalone =
        Files.readAllLines(Path.of("../configs/production/flink-config.yaml")).stream()
            .filter(line -> line.startsWith("env.java.opts.taskmanager: "))
            .findFirst()
            .orElseThrow();

    assertThat(standalone)
        .isEqualTo(
            "env.java.opts.taskmanager: " + base().flink().conf("env.java.opts.taskmanager"));
  }

  @Test
  void kafkaIsEnteredAsTheSecurityPageSays() throws IOException {
    JsonNode options = YAML.readTree(Path.of("overlays/production/surety.yaml").toFile());
    String page = Files.readString(Path.of("../docs/security.md"));
    String block = page.substring(page.indexOf("kafka.properties:\n"));
    JsonNode documented = YAML.readTree(block.substring(0, block.indexOf("```")));

    assertThat(options.at("/kafka/properties")).isEqualTo(documented.path("kafka.properties"));
  }

  @Test
  void everyFileOfTheFoldersIsUsed() throws IOException {
    for (String folder :
        List.of(
            "base",
            "components/rocksdb",
            "components/autoscaler",
            "components/journal",
            "overlays/dev",
            "overlays/production",
            "overlays/fleet")) {
      String kustomization = Files.readString(Path.of(folder, "kustomization.yaml"));
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(file -> !file.equals("kustomization.yaml"))
            .allSatisfy(file -> assertThat(kustomization).contains(file));
      }
    }
  }

  private static Manifests base() throws IOException {
    return Manifests.read(Files.readString(Path.of("base/flinkdeployment.yaml")));
  }
}
