package dev.surety.k8s;

import static dev.surety.k8s.FlinkSpec.elements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.stream.Stream;

/** The doors of a folder of manifests, and what they are told. */
record DoorSpec(Manifests manifests) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  JsonNode deployment() {
    return manifests.one("Deployment").path("spec");
  }

  JsonNode pod() {
    return deployment().at("/template/spec");
  }

  JsonNode labels() {
    return deployment().at("/template/metadata/labels");
  }

  JsonNode container() {
    return pod().at("/containers/0");
  }

  /** The options of the door: the file that the ConfigMap carries. */
  JsonNode options() {
    try {
      return YAML.readTree(manifests.one("ConfigMap").at("/data/gateway.yaml").asText());
    } catch (IOException e) {
      throw new IllegalStateException("gateway.yaml of the ConfigMap is no YAML", e);
    }
  }

  /** Volumes of a kind in which a path of the container lies, mounted whole. */
  Stream<JsonNode> volumesOf(String path) {
    return elements(container().path("volumeMounts"))
        .filter(mount -> path.startsWith(mount.path("mountPath").asText() + "/"))
        .filter(mount -> !mount.has("subPath"))
        .flatMap(
            mount ->
                elements(pod().path("volumes"))
                    .filter(volume -> volume.path("name").equals(mount.path("name"))));
  }
}
