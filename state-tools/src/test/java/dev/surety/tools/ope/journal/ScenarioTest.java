package dev.surety.tools.ope.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.Artefacts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ScenarioTest {

  private static final ModelSpec LISTED =
      ModelSpec.builder("m", 3)
          .provider("p")
          .price(2, 8)
          .cachedInputUsdPerMtok(0.5)
          .aliases(List.of("m-2026-01"))
          .contextWindow(8_000)
          .confirmed(true)
          .build();

  /** The price alone is another: names that feedback uses, and cached input at its share. */
  @Test
  void aWhatIfPriceChangesNothingElse() {
    Scenario dearer =
        new Scenario(
            null,
            Double.NaN,
            new TreeMap<>(Map.of("m", new Scenario.Price(4, 10))),
            new TreeSet<>());

    assertThat(dearer.of(config()).models())
        .containsExactly(
            LISTED.toBuilder()
                .inputUsdPerMtok(4)
                .outputUsdPerMtok(10)
                .cachedInputUsdPerMtok(1)
                .build());
  }

  private static TenantConfig config() {
    SlaPolicy sla =
        new SlaPolicy(1, 0.8, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY);
    return TenantConfig.of(sla, List.of(LISTED), Artefacts.of(List.of()));
  }
}
