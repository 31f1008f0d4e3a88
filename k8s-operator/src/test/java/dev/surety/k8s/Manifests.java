package dev.surety.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What would be sent to Kubernetes: the objects of one overlay. */
record Manifests(List<ObjectNode> objects) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static Manifests read(String yaml) throws IOException {
    List<ObjectNode> objects = new ArrayList<>();
    try (MappingIterator<ObjectNode> documents =
        YAML.readerFor(ObjectNode.class).readValues(yaml)) {
      documents.forEachRemaining(objects::add);
    }
    return new Manifests(objects);
  }

  /** A copy that a test may break. */
  Manifests copy() {
    return new Manifests(new ArrayList<>(objects.stream().map(ObjectNode::deepCopy).toList()));
  }

  Stream<ObjectNode> of(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
  }

  /**
   * @throws IllegalStateException if there isn't exactly one
   */
  ObjectNode one(String kind) {
    List<ObjectNode> found = of(kind).toList();
    if (found.size() != 1) {
      throw new IllegalStateException("%d objects of kind %s".formatted(found.size(), kind));
    }
    return found.get(0);
  }

  boolean has(String kind, String name) {
    return of(kind).anyMatch(object -> name.equals(name(object)));
  }

  FlinkSpec flink() {
    return new FlinkSpec(one("FlinkDeployment").path("spec"));
  }

  /** The options of the job: the file that the ConfigMap carries. */
  JsonNode options() {
    try {
      return YAML.readTree(one("ConfigMap").at("/data/surety.yaml").asText());
    } catch (IOException e) {
      throw new IllegalStateException("surety.yaml of the ConfigMap is no YAML", e);
    }
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }
}
