package dev.surety.trials.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The FlinkDeployment of an overlay, and the options beside it.
 *
 * @param spec of the FlinkDeployment
 * @param options the job's, as the ConfigMap has them
 */
record Overlay(JsonNode spec, ObjectNode options) {

  private static final Path FOLDER = Path.of("..", "k8s-operator", "overlays");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** As kubectl builds it. */
  static Overlay build(String name) throws IOException, InterruptedException {
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", FOLDER.resolve(name).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (kubectl.waitFor() != 0) {
      throw new IOException("kubectl refuses the overlay " + name);
    }
    List<JsonNode> objects = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      documents.forEachRemaining(objects::add);
    }
    JsonNode options = YAML.readTree(one(objects, "ConfigMap").at("/data/surety.yaml").asText());
    return new Overlay(one(objects, "FlinkDeployment").path("spec"), (ObjectNode) options);
  }

  Map<String, String> flinkConfiguration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    spec.path("flinkConfiguration")
        .properties()
        .forEach(entry -> configuration.put(entry.getKey(), entry.getValue().asText()));
    return configuration;
  }

  int parallelism() {
    return spec.at("/job/parallelism").asInt();
  }

  /** The options as a file. */
  String optionsFile() throws IOException {
    return YAML.writeValueAsString(options);
  }

  private static JsonNode one(List<JsonNode> objects, String kind) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }
}
