package dev.surety.k8s;

import static dev.surety.k8s.BrokenVariant.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The front door's manifests as kubectl builds them; each rule is shown mistakes. */
@Requires(Outside.K8S)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorManifestsTest {

  private Manifests built;

  @BeforeAll
  void build() throws IOException, InterruptedException {
    built = Kustomize.build("gateway");
  }

  @Test
  void hasNoFieldThatKubernetesWouldDrop() {
    assertThat(built.objects().stream().map(KnownFields::complaint).flatMap(Optional::stream))
        .isEmpty();
    for (String kind : List.of("Service", "HorizontalPodAutoscaler", "Deployment")) {
      ObjectNode broken = built.one(kind).deepCopy();
      broken.withObject("/spec").put("selektor", "x");

      assertThat(KnownFields.complaint(broken)).as(kind).isPresent();
    }
  }

  @Test
  void allIsInOneNamespace() {
    assertThat(built.objects())
        .extracting(o -> o.at("/metadata/namespace").asText())
        .containsOnly("surety");
  }

  @Test
  void changedOptionsAreAChangedDeployment() {
    assertThat(new DoorSpec(built).pod().path("volumes").toString())
        .containsPattern("surety-gateway-options-[a-z0-9]{10}");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void keepsTheRule(Rule rule) {
    assertThat(rule.findings().apply(built)).isEmpty();
  }

  static Stream<Rule> rules() {
    return DoorRules.all().stream();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theRuleNotices(BrokenVariant variant) {
    Manifests manifests = built.copy();
    variant.make().accept(manifests);

    assertThat(
            DoorRules.all().stream()
                .filter(rule -> rule.name().equals(variant.rule()))
                .flatMap(rule -> rule.findings().apply(manifests).stream()))
        .isNotEmpty();
  }

  static Stream<BrokenVariant> mistakes() {
    String main = "/spec/template/spec/containers/0";
    return Stream.of(
        door("the door's image is one version", main + "/image", "surety-gateway:latest"),
        door("a door has its memory, and no limit of CPU", main + "/resources/limits/cpu", "1"),
        door(
            "a door has its memory, and no limit of CPU", main + "/resources/limits/memory", "2Gi"),
        door("a door has its memory, and no limit of CPU", main + "/resources/requests/cpu", ""),
        door("probes ask what a door serves", main + "/readinessProbe/httpGet/path", "/health"),
        door("probes ask what a door serves", main + "/livenessProbe/httpGet/path", "/ready"),
        door("probes ask what a door serves", main + "/ports/0/containerPort", 8081),
        at("probes ask what a door serves", "PodMonitor", "/spec/podMetricsEndpoints/0/path", "/"),
        at("probes ask what a door serves", "Service", "/spec/ports/0/targetPort", 80),
        door(
            "a door is not root and asks Kubernetes nothing",
            "/spec/template/spec/automountServiceAccountToken",
            "x"),
        door("a door is not root and asks Kubernetes nothing", main + "/securityContext", "none"),
        at(
            "a door is not root and asks Kubernetes nothing",
            "ServiceAccount",
            "/metadata/name",
            "x"),
        at("selectors select the doors", "Service", "/spec/selector", "none"),
        at(
            "selectors select the doors",
            "PodDisruptionBudget",
            "/spec/selector/matchLabels/a",
            "b"),
        at("selectors select the doors", "NetworkPolicy", "/spec/podSelector/matchLabels/a", "b"),
        at(
            "selectors select the doors",
            "HorizontalPodAutoscaler",
            "/spec/scaleTargetRef/name",
            "surety"),
        door(
            "a stop may last as long as the answers",
            "/spec/template/spec/terminationGracePeriodSeconds",
            60),
        door("there is always a door", "/spec/replicas", 3),
        door("there is always a door", "/spec/strategy/rollingUpdate/maxUnavailable", 1),
        at("there is always a door", "HorizontalPodAutoscaler", "/spec/minReplicas", 1),
        at("there is always a door", "PodDisruptionBudget", "/spec/maxUnavailable", 2),
        door("secrets of the door are named, not written", main + "/env/0/value", "sk-x"),
        door("secrets of the door are named, not written", main + "/env/0/name", "ANOTHER"),
        at("secrets of the door are named, not written", "ServiceAccount", "/kind", "Secret"),
        door("changed keys reach the door", main + "/volumeMounts/1/subPath", "keys.jsonl"),
        door("changed keys reach the door", main + "/volumeMounts/0/mountPath", "/elsewhere"),
        at("only who is named comes to the door", "NetworkPolicy", "/spec/ingress/0/from", ""),
        at("only who is named comes to the door", "NetworkPolicy", "/spec/policyTypes/1", "x"),
        at(
            "only who is named comes to the door",
            "NetworkPolicy",
            "/spec/ingress/0/ports/0/port",
            9249),
        at(
            "the door reaches Kafka, names and upstreams",
            "NetworkPolicy",
            "/spec/egress/1/ports/0/port",
            9092));
  }

  private static BrokenVariant door(String rule, String pointer, Object value) {
    return at(rule, "Deployment", pointer, value);
  }

  @Test
  void everyRuleIsShownAMistake() {
    assertThat(mistakes().map(BrokenVariant::rule).distinct())
        .containsExactlyInAnyOrderElementsOf(DoorRules.all().stream().map(Rule::name).toList());
  }

  @Test
  void everyFileOfTheFolderIsUsed() throws IOException {
    String kustomization = Files.readString(Path.of("gateway", "kustomization.yaml"));
    try (Stream<Path> files = Files.list(Path.of("gateway"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(file -> !file.equals("kustomization.yaml"))
          .allSatisfy(file -> assertThat(kustomization).contains(file));
    }
  }
}
