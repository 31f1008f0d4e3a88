package dev.surety.k8s;

import static dev.surety.k8s.FlinkSpec.COMPONENTS;
import static dev.surety.k8s.FlinkSpec.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What runs, with how much, as whom, and how Kubernetes knows that it lives. */
final class PodRules {

  private static final Pattern PINNED =
      Pattern.compile(".+(:v?[0-9]+\\.[0-9]+\\.[0-9]+[\\w.-]*|@sha256:[0-9a-f]{64})");
  private static final Pattern MEMORY = Pattern.compile("[1-9][0-9]*[mg]");

  private PodRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule("the image is one version", PodRules::pinned),
        new Rule("memory and CPU are bounded", PodRules::bounded),
        new Rule("slots and parallelism fit", PodRules::fitting),
        new Rule("probes ask ports that are there", PodRules::probed),
        new Rule("nobody is root", PodRules::unprivileged));
  }

  private static List<String> pinned(Manifests manifests) {
    String image = manifests.flink().spec().path("image").asText();
    return new Findings()
        .unless(PINNED.matcher(image).matches(), "image '%s' is not one version", image)
        .list();
  }

  private static List<String> bounded(Manifests manifests) {
    Findings findings = new Findings();
    for (String component : COMPONENTS) {
      JsonNode resource = manifests.flink().spec().path(component).path("resource");
      findings
          .unless(resource.path("cpu").asDouble() > 0, "%s has no cpu", component)
          .unless(
              MEMORY.matcher(resource.path("memory").asText()).matches(),
              "%s has no memory such as 2048m",
              component);
    }
    return findings.list();
  }

  private static List<String> fitting(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    int parallelism = flink.job().path("parallelism").asInt();
    int slots = number(flink.conf("taskmanager.numberOfTaskSlots"));
    int groups = number(flink.conf("pipeline.max-parallelism"));
    int most = number(flink.conf("job.autoscaler.vertex.max-parallelism"));
    return new Findings()
        .unless(slots > 0 && parallelism > 0, "parallelism and slots must be set")
        .unless(
            slots == 0 || parallelism % slots == 0,
            "parallelism %d leaves slots of %d idle",
            parallelism,
            slots)
        .unless(
            groups >= Math.max(parallelism, most),
            "max-parallelism %d, but %d wanted",
            groups,
            Math.max(parallelism, most))
        .list();
  }

  private static int number(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static List<String> probed(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    Findings findings = new Findings();
    for (String component : COMPONENTS) {
      for (String probe : List.of("livenessProbe", "readinessProbe")) {
        List<JsonNode> ports =
            flink
                .mainContainers(component)
                .flatMap(
                    main ->
                        Stream.of(
                            main.path(probe).at("/tcpSocket/port"),
                            main.path(probe).at("/httpGet/port")))
                .filter(port -> !port.isMissingNode())
                .toList();
        findings
            .unless(ports.size() == 1, "%s has no %s", component, probe)
            .unless(
                ports.stream().allMatch(port -> isOpen(flink, component, port)),
                "%s of %s asks port %s, where nobody listens",
                probe,
                component,
                ports);
      }
    }
    return findings.list();
  }

  /** REST of the JobManager, or a port that the container names. */
  private static boolean isOpen(FlinkSpec flink, String component, JsonNode port) {
    return port.isInt()
        ? component.equals("jobManager") && port.asInt() == 8081
        : flink
            .mainContainers(component)
            .flatMap(main -> elements(main.path("ports")))
            .anyMatch(open -> open.path("name").equals(port));
  }

  private static List<String> unprivileged(Manifests manifests) {
    FlinkSpec flink = manifests.flink();
    JsonNode pod = flink.spec().at("/podTemplate/spec");
    JsonNode main = flink.mainContainers("jobManager").findFirst().orElseThrow();
    return new Findings()
        .unless(pod.at("/securityContext/runAsNonRoot").asBoolean(), "pods may run as root")
        .unless(pod.at("/securityContext/runAsUser").asInt() > 0, "the user has no number")
        .unless(
            pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
            "every system call is allowed")
        .unless(
            main.at("/securityContext").has("allowPrivilegeEscalation")
                && !main.at("/securityContext/allowPrivilegeEscalation").asBoolean(),
            "a process may gain rights")
        .unless(
            elements(main.at("/securityContext/capabilities/drop"))
                .anyMatch(c -> c.asText().equals("ALL")),
            "capabilities are kept")
        .list();
  }
}
