package dev.surety.k8s;

import com.coreos.monitoring.models.V1PodMonitor;
import com.coreos.monitoring.models.V1PrometheusRule;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Kinds that the Flink operator doesn't define, held against the official client's models: what a
 * model doesn't know, or can't hold, comes out of it otherwise than it went in.
 */
final class KnownFields {

  private static final Map<String, Class<?>> MODELS =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", V1ConfigMap.class),
          Map.entry("v1/PersistentVolumeClaim", V1PersistentVolumeClaim.class),
          Map.entry("v1/ServiceAccount", V1ServiceAccount.class),
          Map.entry("v1/Service", V1Service.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
          Map.entry("apps/v1/Deployment", V1Deployment.class),
          Map.entry("batch/v1/CronJob", V1CronJob.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class),
          Map.entry("rbac.authorization.k8s.io/v1/Role", V1Role.class),
          Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", V1RoleBinding.class),
          Map.entry("monitoring.coreos.com/v1/PodMonitor", V1PodMonitor.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", V1PrometheusRule.class));

  private KnownFields() {}

  /** What is wrong with an object; empty if nothing is. */
  static Optional<String> complaint(JsonNode object) {
    String kind = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    Class<?> model = MODELS.get(kind);
    if (model == null) {
      return Optional.of("no model of " + kind + "; known are " + List.copyOf(MODELS.keySet()));
    }
    JsonElement given = JsonParser.parseString(object.toString());
    try {
      JsonElement understood = JSON.getGson().toJsonTree(JSON.getGson().fromJson(given, model));
      return isWithin(given, understood)
          ? Optional.empty()
          : Optional.of("%s%n  given      %s%n  understood %s".formatted(kind, given, understood));
    } catch (RuntimeException e) { // Gson, and the models' own checks
      return Optional.of(kind + ": " + e.getMessage());
    }
  }

  /** The models bring empty lists and maps of their own. */
  private static boolean isWithin(JsonElement given, JsonElement understood) {
    if (given.isJsonObject() && understood.isJsonObject()) {
      return given.getAsJsonObject().entrySet().stream()
          .allMatch(
              field ->
                  understood.getAsJsonObject().has(field.getKey())
                      && isWithin(
                          field.getValue(), understood.getAsJsonObject().get(field.getKey())));
    }
    if (given.isJsonArray() && understood.isJsonArray()) {
      List<JsonElement> all = understood.getAsJsonArray().asList();
      return given.getAsJsonArray().size() == all.size()
          && IntStream.range(0, all.size())
              .allMatch(i -> isWithin(given.getAsJsonArray().get(i), all.get(i)));
    }
    return given.equals(understood);
  }
}
