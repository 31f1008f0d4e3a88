package dev.surety.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Fallback;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.Standing;
import dev.surety.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the door answers by without a decision that it may apply. */
class StandingOrDefaultTest {

  private final Fallback door = new StandingOrDefault(List.of("usual", "other"));

  /** As the door asks: with all that it serves and that can do it as the candidates. */
  private static Requests request() {
    return Requests.id("r").allowing("best", "mine", "other", "usual");
  }

  private static Standing standing(Mode mode, String incumbent) {
    return Standing.builder(Requests.KEY, 1, 1)
        .policy("surety")
        .best("best")
        .mode(mode)
        .incumbent(incumbent)
        .build();
  }

  private List<String> models(Requests request, Standing standing) {
    return door.models(request.request(), standing);
  }

  @Test
  void theStandingsBestWhereDecisionsAreApplied() {
    assertThat(models(request(), standing(Mode.APPLY, null))).startsWith("best", "usual", "other");
  }

  @Test
  void ofAnObservedTenantTheIncumbentThenTheDefaultsThenTheRoutersModels() {
    assertThat(models(request(), standing(Mode.OBSERVE, "mine")))
        .startsWith("mine", "usual", "other", "best");
    assertThat(models(request(), standing(Mode.OBSERVE, null)))
        .startsWith("usual", "other", "best");
    assertThat(models(request().incumbent("best"), standing(Mode.OBSERVE, "mine")))
        .containsExactly("best");
  }

  @Test
  void whereNothingIsKnownTheDefaultsAndNoOther() {
    assertThat(models(request(), null)).containsExactly("usual", "other");
    assertThat(models(Requests.id("r").allowing("best", "other"), null)).containsExactly("other");
    assertThat(models(Requests.id("r").allowing("best"), null)).isEmpty();
    assertThat(models(request().incumbent("mine"), null)).containsExactly("mine");
  }
}
