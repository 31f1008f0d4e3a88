package dev.surety.k8s;

import static dev.surety.k8s.FlinkSpec.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who sees the pods, and over which ports. */
final class NetworkRules {

  private static final int REST = 8081;

  private NetworkRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("selectors select the pods", NetworkRules::selected),
        new Rule("Prometheus scrapes the port that Flink opens", NetworkRules::scraped),
        new Rule("only the operator and Prometheus come in", NetworkRules::closed),
        new Rule("pods reach what gives them credentials", NetworkRules::identity));
  }

  private static List<String> selected(Manifests manifests) {
    JsonNode labels = manifests.flink().spec().at("/podTemplate/metadata/labels");
    Findings findings = new Findings();
    Stream.of(
            manifests.of("PodMonitor").map(o -> o.at("/spec/selector")),
            manifests.of("NetworkPolicy").map(o -> o.at("/spec/podSelector")),
            manifests.of("PodDisruptionBudget").map(o -> o.at("/spec/selector")),
            elements(manifests.flink().spec().at("/podTemplate/spec/topologySpreadConstraints"))
                .map(constraint -> constraint.path("labelSelector")))
        .flatMap(selectors -> selectors)
        .forEach(
            selector ->
                findings.unless(
                    matches(selector.path("matchLabels"), labels),
                    "%s selects no pod with %s",
                    selector,
                    labels));
    return findings.list();
  }

  /** Flink gives its pods the label {@code component} by itself. */
  private static boolean matches(JsonNode wanted, JsonNode labels) {
    return !wanted.isEmpty()
        && wanted.properties().stream()
            .allMatch(
                label ->
                    label.getKey().equals("component")
                        ? Set.of("jobmanager", "taskmanager").contains(label.getValue().asText())
                        : labels.path(label.getKey()).equals(label.getValue()));
  }

  private static List<String> scraped(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    JsonNode named = manifests.one("PodMonitor").at("/spec/podMetricsEndpoints/0/port");
    String port = flink.conf("metrics.reporter.prom.port");
    return new Findings()
        .unless(
            flink
                .mainContainers("taskManager")
                .flatMap(main -> elements(main.path("ports")))
                .anyMatch(
                    open ->
                        open.path("name").equals(named)
                            && open.path("containerPort").asText().equals(port)),
            "the port %s of the PodMonitor isn't the reporter's %s",
            named,
            port)
        .unless(
            flink.conf("metrics.reporter.prom.factory.class").contains("PrometheusReporter"),
            "no reporter")
        .list();
  }

  private static List<String> closed(Manifests manifests) {
    JsonNode policy = manifests.one("NetworkPolicy").path("spec");
    Set<String> types =
        elements(policy.path("policyTypes")).map(JsonNode::asText).collect(Collectors.toSet());
    int metrics = Integer.parseInt(manifests.flink().conf("metrics.reporter.prom.port"));
    Set<Integer> fromOutside =
        elements(policy.path("ingress"))
            .filter(rule -> !isAmongThemselves(rule))
            .flatMap(rule -> rule.has("ports") ? elements(rule.path("ports")) : Stream.of(rule))
            .map(port -> port.path("port").asInt())
            .collect(Collectors.toSet());
    return new Findings()
        .unless(types.equals(Set.of("Ingress", "Egress")), "the policy leaves a direction open")
        .unless(fromOutside.equals(Set.of(REST, metrics)), "from outside come in: %s", fromOutside)
        .unless(
            elements(policy.path("ingress")).allMatch(rule -> !rule.path("from").isEmpty()),
            "everybody may come in")
        .list();
  }

  /** The metadata servers of clouds, and 443 for STS and log-ins. */
  private static List<String> identity(Manifests manifests) {
    List<JsonNode> egress = elements(manifests.one("NetworkPolicy").at("/spec/egress")).toList();
    return new Findings()
        .unless(
            egress.stream().anyMatch(rule -> opens(rule, "169.254.169.254/32", 80)),
            "the metadata server can't be reached")
        .unless(
            egress.stream().anyMatch(rule -> opens(rule, "169.254.169.252/32", 988)),
            "the metadata server of GKE can't be reached")
        .unless(
            egress.stream().anyMatch(rule -> !rule.has("to") && opens(rule, null, 443)),
            "STS can't be reached")
        .list();
  }

  private static boolean opens(JsonNode rule, String block, int port) {
    return elements(rule.path("ports")).anyMatch(p -> p.path("port").asInt() == port)
        && (block == null
            || elements(rule.path("to"))
                .anyMatch(to -> to.at("/ipBlock/cidr").asText().equals(block)));
  }

  private static boolean isAmongThemselves(JsonNode rule) {
    return elements(rule.path("from")).allMatch(from -> from.has("podSelector"));
  }
}
