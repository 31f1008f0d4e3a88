package dev.surety.k8s;

import static dev.surety.k8s.FlinkSpec.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for the manifests of the front door, and no schema can say. */
final class DoorRules {

  private static final Pattern PINNED =
      Pattern.compile(".+(:v?[0-9]+\\.[0-9]+\\.[0-9]+[\\w.-]*|@sha256:[0-9a-f]{64})");
  private static final Pattern DURATION = Pattern.compile("(\\d+) (s|min|h)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{file:[^}]+}");

  private DoorRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("the door's image is one version", DoorRules::pinned),
        new Rule("a door has its memory, and no limit of CPU", DoorRules::bounded),
        new Rule("probes ask what a door serves", DoorRules::probed),
        new Rule("a door is not root and asks Kubernetes nothing", DoorRules::unprivileged),
        new Rule("selectors select the doors", DoorRules::selected),
        new Rule("a stop may last as long as the answers", DoorRules::graceful),
        new Rule("there is always a door", DoorRules::available),
        new Rule("secrets of the door are named, not written", DoorRules::byReference),
        new Rule("changed keys reach the door", DoorRules::keys),
        new Rule("only who is named comes to the door", DoorRules::closed),
        new Rule("the door reaches Kafka, names and upstreams", DoorRules::reaching));
  }

  private static List<String> pinned(Manifests manifests) {
    String image = new DoorSpec(manifests).container().path("image").asText();
    return new Findings()
        .unless(PINNED.matcher(image).matches(), "image '%s' is not one version", image)
        .list();
  }

  private static List<String> bounded(Manifests manifests) {
    JsonNode resources = new DoorSpec(manifests).container().path("resources");
    return new Findings()
        .unless(
            !resources.at("/limits/memory").asText().isEmpty()
                && resources.at("/limits/memory").equals(resources.at("/requests/memory")),
            "memory is not what was asked for")
        .unless(!resources.at("/requests/cpu").asText().isEmpty(), "the autoscaler needs cpu")
        .unless(!resources.path("limits").has("cpu"), "a throttled door is late for everybody")
        .list();
  }

  private static List<String> probed(Manifests manifests) {
    DoorSpec door = new DoorSpec(manifests);
    JsonNode container = door.container();
    JsonNode listen = door.options().path("listen");
    Findings findings = new Findings();
    List.of("startupProbe /health", "livenessProbe /health", "readinessProbe /ready")
        .forEach(
            probe -> {
              String[] words = probe.split(" ");
              JsonNode get = container.path(words[0]).path("httpGet");
              findings
                  .unless(get.path("path").asText().equals(words[1]), "%s asks another", probe)
                  .unless(isHttp(get.path("port")), "%s asks a port without a name", probe);
            });
    JsonNode monitored = manifests.one("PodMonitor").at("/spec/podMetricsEndpoints/0");
    return findings
        .unless(
            container.at("/ports/0/name").asText().equals("http")
                && container.at("/ports/0/containerPort").equals(listen.path("port")),
            "the door listens on %s",
            listen)
        .unless(listen.path("address").asText().equals("0.0.0.0"), "nobody outside can come in")
        .unless(
            isHttp(monitored.path("port")) && monitored.path("path").asText().equals("/metrics"),
            "Prometheus asks %s",
            monitored)
        .unless(
            isHttp(manifests.one("Service").at("/spec/ports/0/targetPort")),
            "the Service leads elsewhere")
        .list();
  }

  private static boolean isHttp(JsonNode port) {
    return port.asText().equals("http");
  }

  private static List<String> unprivileged(Manifests manifests) {
    DoorSpec door = new DoorSpec(manifests);
    JsonNode pod = door.pod().path("securityContext");
    JsonNode own = door.container().path("securityContext");
    return new Findings()
        .unless(pod.path("runAsNonRoot").asBoolean(), "it may run as root")
        .unless(pod.path("runAsUser").asInt() > 0, "the user has no number")
        .unless(
            pod.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
            "every system call is allowed")
        .unless(!own.path("allowPrivilegeEscalation").asBoolean(true), "it may gain rights")
        .unless(own.path("readOnlyRootFilesystem").asBoolean(), "it may write in its image")
        .unless(
            elements(own.at("/capabilities/drop")).anyMatch(c -> c.asText().equals("ALL")),
            "capabilities are kept")
        .unless(
            !door.pod().path("automountServiceAccountToken").asBoolean(true),
            "it has a token of Kubernetes")
        .unless(
            manifests.has("ServiceAccount", door.pod().path("serviceAccountName").asText()),
            "its account is not here")
        .list();
  }

  private static List<String> selected(Manifests manifests) {
    DoorSpec door = new DoorSpec(manifests);
    Findings findings = new Findings();
    Stream.of(
            door.deployment().at("/selector/matchLabels"),
            door.pod().at("/topologySpreadConstraints/0/labelSelector/matchLabels"),
            manifests.one("Service").at("/spec/selector"),
            manifests.one("PodDisruptionBudget").at("/spec/selector/matchLabels"),
            manifests.one("NetworkPolicy").at("/spec/podSelector/matchLabels"),
            manifests.one("PodMonitor").at("/spec/selector/matchLabels"))
        .forEach(
            wanted ->
                findings.unless(
                    !wanted.isEmpty()
                        && wanted.properties().stream()
                            .allMatch(l -> door.labels().path(l.getKey()).equals(l.getValue())),
                    "%s selects no door",
                    wanted));
    JsonNode target = manifests.one("HorizontalPodAutoscaler").at("/spec/scaleTargetRef");
    return findings
        .unless(
            manifests.has(target.path("kind").asText(), target.path("name").asText()),
            "the autoscaler scales %s",
            target)
        .list();
  }

  private static List<String> graceful(Manifests manifests) {
    DoorSpec door = new DoorSpec(manifests);
    JsonNode stop = door.options().path("stop");
    int needed =
        seconds(stop.path("refuse-after").asText()) + seconds(stop.path("drain-within").asText());
    int grace = door.pod().path("terminationGracePeriodSeconds").asInt(30);
    return new Findings()
        .unless(grace > needed, "killed after %d s, a stop may take %d s", grace, needed)
        .list();
  }

  private static int seconds(String duration) {
    Matcher parts = DURATION.matcher(duration);
    if (!parts.matches()) {
      return Integer.MAX_VALUE / 2;
    }
    return Integer.parseInt(parts.group(1))
        * (parts.group(2).equals("s") ? 1 : parts.group(2).equals("min") ? 60 : 3_600);
  }

  private static List<String> available(Manifests manifests) {
    DoorSpec door = new DoorSpec(manifests);
    JsonNode scaler = manifests.one("HorizontalPodAutoscaler").path("spec");
    return new Findings()
        .unless(
            door.deployment().at("/strategy/rollingUpdate/maxUnavailable").asInt(1) == 0,
            "an upgrade takes doors away")
        .unless(scaler.path("minReplicas").asInt() >= 2, "one door alone")
        .unless(!door.deployment().has("replicas"), "an apply undoes what the autoscaler did")
        .unless(
            manifests.one("PodDisruptionBudget").at("/spec/maxUnavailable").asInt() == 1,
            "a drain takes several doors")
        .list();
  }

  private static List<String> byReference(Manifests manifests) {
    DoorSpec door = new DoorSpec(manifests);
    Set<String> fromSecrets =
        elements(door.container().path("env"))
            .filter(v -> v.at("/valueFrom/secretKeyRef/key").isTextual() && !v.has("value"))
            .map(v -> v.path("name").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    Findings findings = new Findings();
    elements(door.options().path("upstreams"))
        .forEach(
            upstream ->
                findings.unless(
                    fromSecrets.contains(upstream.path("key-env").asText()),
                    "the key of %s is in no Secret",
                    upstream.path("url")));
    return findings
        .unless(manifests.of("Secret").findAny().isEmpty(), "a Secret is among the manifests")
        .unless(
            elements(door.container().path("env")).allMatch(v -> !v.has("value")),
            "a variable is written out")
        .unless(
            REFERENCE
                .matcher(door.options().at("/kafka/properties/sasl.jaas.config").asText())
                .matches(),
            "Kafka's password is written out")
        .list();
  }

  private static List<String> keys(Manifests manifests) {
    DoorSpec door = new DoorSpec(manifests);
    String file = door.options().at("/api-keys/file").asText();
    return new Findings()
        .unless(
            door.volumesOf(file).anyMatch(v -> v.at("/secret/secretName").isTextual()),
            "%s is in no Secret that is mounted whole",
            file)
        .unless(
            door.volumesOf(door.container().at("/args/1").asText())
                .anyMatch(v -> manifests.has("ConfigMap", v.at("/configMap/name").asText())),
            "the options are in no ConfigMap that is here")
        .list();
  }

  private static List<String> closed(Manifests manifests) {
    JsonNode policy = manifests.one("NetworkPolicy").path("spec");
    Set<String> types =
        elements(policy.path("policyTypes")).map(JsonNode::asText).collect(Collectors.toSet());
    return new Findings()
        .unless(types.equals(Set.of("Ingress", "Egress")), "the policy leaves a direction open")
        .unless(
            elements(policy.path("ingress")).allMatch(rule -> !rule.path("from").isEmpty()),
            "everybody may come in")
        .unless(
            elements(policy.path("ingress"))
                .allMatch(
                    rule ->
                        !rule.path("ports").isEmpty()
                            && elements(rule.path("ports")).allMatch(p -> isHttp(p.path("port")))),
            "another port is open")
        .list();
  }

  private static List<String> reaching(Manifests manifests) {
    Set<Integer> ports =
        elements(manifests.one("NetworkPolicy").at("/spec/egress"))
            .flatMap(rule -> elements(rule.path("ports")))
            .map(port -> port.path("port").asInt())
            .collect(Collectors.toSet());
    String brokers = new DoorSpec(manifests).options().at("/kafka/bootstrap.servers").asText();
    return new Findings()
        .unless(
            ports.contains(Integer.parseInt(brokers.replaceAll(".*:", ""))),
            "%s can't be reached",
            brokers)
        .unless(ports.contains(53), "names can't be looked up")
        .unless(ports.contains(443), "upstreams can't be reached")
        .list();
  }
}
