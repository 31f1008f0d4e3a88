package dev.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.testing.K8sFolder;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every overlay as kubectl builds it: against the operator's own schema, the official client's
 * models and our rules. Each rule is also shown a mistake that it must notice.
 */
@Requires(Outside.K8S)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverlaysTest {

  static final List<String> OVERLAYS = List.of("dev", "production", "fleet");
  private static final String WITH_ALL_COMPONENTS = "fleet";

  private final Map<String, Manifests> built = new LinkedHashMap<>();
  private StrictSchema flinkDeployment;

  @BeforeAll
  void build() throws IOException, InterruptedException {
    for (String overlay : OVERLAYS) {
      built.put(overlay, Kustomize.build("overlays/" + overlay));
    }
    flinkDeployment =
        StrictSchema.ofDefinition(
            K8sFolder.path().resolve("flinkdeployments.flink.apache.org-v1.yml"));
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void satisfiesTheSchemaOfTheOperator(String overlay) {
    assertThat(flinkDeployment.violations(built.get(overlay).one("FlinkDeployment"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mistakesOfForm")
  void theSchemaRefuses(String pointer, String field, Object value) {
    ObjectNode broken = built.get("production").one("FlinkDeployment").deepCopy();
    ((ObjectNode) broken.at(pointer)).set(field, new ObjectMapper().valueToTree(value));

    assertThat(flinkDeployment.violations(broken)).hasSize(1).first().asString().contains(field);
  }

  static Stream<Arguments> mistakesOfForm() {
    return Stream.of(
        Arguments.of("/spec", "flinkVersion", "v2_9"),
        Arguments.of("/spec", "serviceAcount", "surety"),
        Arguments.of("/spec/job", "paralelism", 4),
        Arguments.of("/spec/job", "parallelism", "four"),
        Arguments.of("/spec/podTemplate/spec/containers/0", "volumeMount", List.of()),
        Arguments.of("", "kind", "FlinkJob"));
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void hasNoFieldThatKubernetesWouldDrop(String overlay) {
    assertThat(
            built.get(overlay).objects().stream()
                .filter(object -> !object.path("kind").asText().equals("FlinkDeployment"))
                .map(KnownFields::complaint)
                .flatMap(Optional::stream))
        .isEmpty();
  }

  @Test
  void theModelsRefuseWhatTheyDoNotKnow() {
    for (String kind : List.of("NetworkPolicy", "PodMonitor", "PrometheusRule", "ConfigMap")) {
      ObjectNode broken = built.get("production").one(kind).deepCopy();
      broken.withObject("/spec").put("selektor", "x");

      assertThat(KnownFields.complaint(broken)).as(kind).isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("rulesOfOverlays")
  void keepsTheRule(String overlay, Rule rule) {
    assertThat(rule.findings().apply(built.get(overlay))).isEmpty();
  }

  static Stream<Arguments> rulesOfOverlays() {
    return OVERLAYS.stream()
        .flatMap(overlay -> Rule.all().stream().map(rule -> Arguments.of(overlay, rule)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theRuleNotices(BrokenVariant variant) {
    Manifests manifests = built.get(WITH_ALL_COMPONENTS).copy();
    variant.make().accept(manifests);

    assertThat(Rule.named(variant.rule()).findings().apply(manifests)).isNotEmpty();
  }

  static Stream<BrokenVariant> mistakes() {
    return BrokenVariant.all().stream();
  }

  @Test
  void everyRuleIsShownAMistake() {
    assertThat(BrokenVariant.all().stream().map(BrokenVariant::rule).distinct())
        .containsExactlyInAnyOrderElementsOf(Rule.all().stream().map(Rule::name).toList());
    System.out.printf(
        "%d overlays, %d rules, %d mistakes noticed%n",
        OVERLAYS.size(), Rule.all().size(), BrokenVariant.all().size());
  }

  @Test
  void changedOptionsAreAChangedDeployment() {
    String name = built.get("dev").flink().volumes("jobManager").toList().toString();

    assertThat(name).containsPattern("surety-options-[a-z0-9]{10}");
  }

  @Test
  void kubectlSaysWhatIsMissing(@TempDir Path empty) {
    assertThatThrownBy(() -> Kustomize.build(empty.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kustomization.yaml");
  }
}
