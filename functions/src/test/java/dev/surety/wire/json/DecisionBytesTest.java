package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecisionBuilder;
import dev.surety.testing.FullRecord;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

/** What is written without the generator is what the generator writes, byte for byte. */
class DecisionBytesTest {

  private final DecisionJson.Writer writer = new DecisionJson.Writer();
  private final DecisionBytes plain = new DecisionBytes();

  @Property(tries = 300)
  void anyDecision(@ForAll long seed) {
    Decision decision = new WireSamples(seed).decision();

    assertThat(new String(writer.write(decision), UTF_8))
        .isEqualTo(new String(writer.generated(decision), UTF_8));
  }

  @Property(tries = 500)
  void anyNumbersAndAnyTextsInAscii(
      @ForAll @CharRange(to = 0x7f) @NotEmpty @StringLength(max = 600) String id,
      @ForAll @CharRange(to = 0x7f) String model,
      @ForAll double propensity,
      @ForAll double costUsd,
      @ForAll long bits) {
    Decision decision =
        aDecision(id)
            .model(model)
            .fallbacks(List.of(model, id))
            .propensity(propensity)
            .expectedCostUsd(costUsd)
            .expectedSatisfaction(Double.longBitsToDouble(bits))
            .build();

    assertThat(new String(writer.write(decision), UTF_8))
        .isEqualTo(new String(writer.generated(decision), UTF_8));
  }

  @Property(tries = 200)
  void whatHasToBeEscapedIsLeftToTheGenerator(
      @ForAll @Chars({'"', '\\', '\n', '\u0000', '\u0080', '\u00e9', '\u20ac', '\ud83d'}) @NotEmpty
          String odd) {
    Decision decision = aDecision("r" + odd).build();

    assertThat(plain.write(decision, "exploit")).isNull();
    assertThat(writer.write(decision)).isEqualTo(writer.generated(decision));
  }

  /** Whatever a decision may say one day: what is not written here must not be left out. */
  @Example
  void aDecisionThatSaysAllThereIs() {
    Decision decision = FullRecord.of(Decision.class);

    assertThat(new String(writer.write(decision), UTF_8))
        .isEqualTo(new String(writer.generated(decision), UTF_8));
  }

  /** The road that nearly all decisions take: or the tests above would compare nothing. */
  @Example
  void ordinaryDecisionsTakeTheShortRoad() {
    Decision decision = aDecision("b7e1c0de-1").build();

    assertThat(plain.write(decision, "exploit")).isEqualTo(writer.generated(decision));
  }

  private static DecisionBuilder aDecision(String requestId) {
    return DecisionBuilder.aDecision(requestId)
        .decisionId("00000000000000ff")
        .key(new TenantTier("acme", "gold"))
        .model("m")
        .expectedCostUsd(0.5)
        .expectedSatisfaction(0.5)
        .policy("surety")
        .reason(Decision.Reason.EXPLOIT)
        .decidedAt(1_767_225_600_007L);
  }
}
