package dev.surety.k8s;

import static dev.surety.k8s.FlinkSpec.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may do what, and that no secret is written down. */
final class AccessRules {

  /** All that Flink's native Kubernetes mode calls, by role and resource. */
  private static final Map<String, Set<String>> NEEDED =
      Map.of(
          "surety-jobmanager pods", Set.of("get", "list", "watch", "create", "delete"),
          "surety-jobmanager configmaps",
              Set.of("get", "list", "watch", "create", "update", "patch", "delete"),
          "surety-jobmanager deployments", Set.of("get"),
          "surety-taskmanager configmaps", Set.of("get", "list", "watch"));

  private static final Pattern SECRET =
      Pattern.compile("(?i)password|passwd|secret|token|jaas|credential|access.?key");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]+}");

  private AccessRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("rights are those that Flink needs", AccessRules::least),
        new Rule("roles are bound to accounts that are there", AccessRules::bound),
        new Rule("secrets are named, not written", AccessRules::byReference),
        new Rule("what is named is there", AccessRules::resolved));
  }

  private static List<String> least(Manifests manifests) {
    Findings findings = new Findings();
    findings.unless(
        manifests.objects().stream()
            .noneMatch(object -> object.path("kind").asText().startsWith("ClusterRole")),
        "rights must end at the namespace");
    manifests
        .of("Role")
        .forEach(
            role ->
                elements(role.path("rules"))
                    .forEach(
                        rule ->
                            texts(rule.path("resources"))
                                .forEach(resource -> check(findings, role, resource, rule))));
    return findings.list();
  }

  private static void check(Findings findings, JsonNode role, String resource, JsonNode rule) {
    String key = Manifests.name(role) + " " + resource;
    Set<String> verbs = texts(rule.path("verbs")).collect(Collectors.toCollection(TreeSet::new));
    findings.unless(NEEDED.getOrDefault(key, Set.of()).containsAll(verbs), "%s may %s", key, verbs);
  }

  private static List<String> bound(Manifests manifests) {
    Findings findings = new Findings();
    for (String account :
        List.of(
            manifests.flink().spec().path("serviceAccount").asText(),
            manifests.flink().conf("kubernetes.taskmanager.service-account"))) {
      findings
          .unless(manifests.has("ServiceAccount", account), "no account '%s'", account)
          .unless(
              manifests
                  .of("RoleBinding")
                  .anyMatch(
                      binding ->
                          elements(binding.path("subjects"))
                                  .anyMatch(who -> who.path("name").asText().equals(account))
                              && manifests.has("Role", binding.at("/roleRef/name").asText())),
              "no role is bound to '%s'",
              account);
    }
    return findings.list();
  }

  private static List<String> byReference(Manifests manifests) {
    Findings findings = new Findings();
    findings.unless(manifests.of("Secret").findAny().isEmpty(), "a Secret is among the manifests");
    collectSecrets(findings, "options", manifests.options());
    collectSecrets(
        findings, "flinkConfiguration", manifests.flink().spec().path("flinkConfiguration"));
    elements(manifests.flink().job().path("args"))
        .map(JsonNode::asText)
        .forEach(
            argument ->
                findings.unless(!SECRET.matcher(argument).find(), "argument '%s'", argument));
    for (String component : FlinkSpec.COMPONENTS) {
      manifests
          .flink()
          .mainContainers(component)
          .flatMap(main -> elements(main.path("env")))
          .filter(variable -> SECRET.matcher(variable.path("name").asText()).find())
          .forEach(v -> findings.unless(!v.has("value"), "variable %s", v.path("name").asText()));
    }
    return findings.list();
  }

  private static void collectSecrets(Findings findings, String path, JsonNode node) {
    node.properties()
        .forEach(
            entry -> {
              String key = path + "." + entry.getKey();
              JsonNode value = entry.getValue();
              findings.unless(
                  !value.isValueNode()
                      || !SECRET.matcher(entry.getKey()).find()
                      || entry.getKey().endsWith(".provider") // a class, no secret
                      || REFERENCE.matcher(value.asText()).matches(),
                  "%s is written out",
                  key);
              collectSecrets(findings, key, value);
            });
  }

  private static List<String> resolved(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    List<String> arguments = texts(flink.job().path("args")).toList();
    String file = arguments.get(arguments.indexOf("--config") + 1);
    JsonNode options = flink.volumeOf("jobManager", file).path("configMap").path("name");
    Set<String> namespaces =
        manifests.objects().stream()
            .map(object -> object.at("/metadata/namespace").asText())
            .collect(Collectors.toSet());
    return new Findings()
        .unless(
            manifests.has("ConfigMap", options.asText()) && file.endsWith("/surety.yaml"),
            "%s is in no ConfigMap that is here",
            file)
        .unless(
            namespaces.size() == 1 && !namespaces.contains(""),
            "the objects are in the namespaces %s",
            namespaces)
        .list();
  }

  private static Stream<String> texts(JsonNode array) {
    return elements(array).map(JsonNode::asText);
  }
}
