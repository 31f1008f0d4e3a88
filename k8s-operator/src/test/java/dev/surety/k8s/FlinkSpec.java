package dev.surety.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The {@code spec} of a FlinkDeployment. */
record FlinkSpec(JsonNode spec) {

  static final String MAIN = "flink-main-container";
  static final List<String> COMPONENTS = List.of("jobManager", "taskManager");

  /** Flink's configuration; empty text where a key isn't set. */
  String conf(String key) {
    return spec.path("flinkConfiguration").path(key).asText();
  }

  JsonNode job() {
    return spec.path("job");
  }

  /** The main container of the common template and of a component's own, in this order. */
  Stream<JsonNode> mainContainers(String component) {
    return templates(component)
        .flatMap(template -> elements(template.path("containers")))
        .filter(container -> container.path("name").asText().equals(MAIN));
  }

  Stream<JsonNode> volumes(String component) {
    return templates(component).flatMap(template -> elements(template.path("volumes")));
  }

  Stream<JsonNode> mounts(String component) {
    return mainContainers(component).flatMap(main -> elements(main.path("volumeMounts")));
  }

  /** The volume that a path of the main container lies in. */
  JsonNode volumeOf(String component, String path) {
    return mounts(component)
        .filter(mount -> (path + "/").startsWith(mount.path("mountPath").asText() + "/"))
        .map(mount -> mount.path("name").asText())
        .flatMap(
            name -> volumes(component).filter(volume -> volume.path("name").asText().equals(name)))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private Stream<JsonNode> templates(String component) {
    return Stream.of(
        spec.at("/podTemplate/spec"), spec.path(component).path("podTemplate").path("spec"));
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
