package dev.surety.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.testing.EveryPolicy;
import dev.surety.testing.Promises;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who adds a policy is led by this test to all places that must know it. */
class PolicyKindsTest {

  private static final Path SCHEMA = Path.of("..", "configs", "schemas", "control.schema.json");

  @Test
  void theSchemaOfPromisesNamesAllOfThemWithTheirParameters() throws IOException {
    JsonNode sla = new ObjectMapper().readTree(SCHEMA.toFile()).at("/$defs/sla/properties");

    assertThat(sla.at("/policy/description").textValue())
        .isEqualTo("How it is kept: " + Policies.written(" or ") + ".");
    assertThat(sla.at("/parameters/description").textValue())
        .isEqualTo(
            "Options of the policy, by name; numbers and truth values are taken as their texts. "
                + Policies.KINDS.stream()
                    .filter(kind -> !kind.parameters().isEmpty())
                    .map(PolicyKindsTest::parameters)
                    .collect(Collectors.joining("; "))
                + ".");
  }

  private static String parameters(PolicyKind kind) {
    return kind.parameters().stream()
        .map(ParameterSpec::name)
        .collect(Collectors.joining(", ", kind.name() + ": ", ""));
  }

  @Test
  void helpTextsNameAllThatStandAlone() {
    assertThat(Policies.NAMES)
        .isEqualTo(
            Policies.KINDS.stream()
                .filter(kind -> kind.argument() == null)
                .map(PolicyKind::name)
                .collect(Collectors.joining(", ")));
  }

  @Test
  void whatMustHoldUnderEachIsTriedUnderEach() {
    List<PolicyKind> tried =
        Arrays.stream(EveryPolicy.values())
            .map(every -> Policies.kind(every.promise(0.8).sla().policy()))
            .distinct()
            .toList();
    assertThat(tried).containsExactlyInAnyOrderElementsOf(Policies.KINDS);
  }

  @Test
  void eachSaysWhatItIs() {
    assertThat(Policies.KINDS)
        .allSatisfy(
            kind -> {
              assertThat(kind.description()).endsWith(".").doesNotContain("|");
              assertThat(kind.parameters()).extracting(ParameterSpec::name).doesNotHaveDuplicates();
              assertThat(kind.parameters())
                  .allSatisfy(parameter -> assertThat(parameter.description()).endsWith("."));
            });
  }

  @ParameterizedTest
  @EnumSource
  void thePolicyOfAKindGoesByItsName(EveryPolicy every) {
    RoutingPolicy policy = every.play(0.8).config().policy();

    assertThat(Policies.KINDS).filteredOn(kind -> kind.isNamedBy(policy.name())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fixed", "fixed:", "fixed-small", "surety:x", "Surety", "slarouterr"})
  void whatIsNoneOfThemIsRefusedAndAllAreNamed(String policy) {
    assertThat(Policies.find(policy)).isEmpty();
    assertThatThrownBy(() -> Policies.of(Promises.of(policy, 0.8).sla()))
        .hasMessage(
            "policy '%s' is unknown; known are surety, slarouter, mess-plus, proteus and fixed:<model>",
            policy);
  }

  @Test
  void theModelOfAFixedOneIsWhateverStandsBehindTheColon() {
    assertThat(FixedModel.named("fixed:a:b/c")).isEqualTo("a:b/c");
    assertThat(FixedModel.named("surety")).isNull();
  }
}
