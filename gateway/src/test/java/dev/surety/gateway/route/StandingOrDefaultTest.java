package dev.surety.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Fallback;
import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.Standing;
import dev.surety.testing.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the door answers by without a decision that it may apply. */
class StandingOrDefaultTest {

  private Map<String, ModelSpec> pool = Map.of();
  private SlaLimits limits = SlaLimits.NONE;
  private final Fallback door =
      new StandingOrDefault(List.of("usual", "other"), () -> pool, key -> limits);

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

  @Test
  void whatTheControlTopicSaysOfModelsHoldsForStandingsToo() {
    pool =
        Map.of(
            "best", ModelSpec.builder("best", 1).contextWindow(100).build(),
            "usual", ModelSpec.builder("usual", 1).status(ModelSpec.Status.DRAINING).build(),
            "mine", ModelSpec.builder("mine", 1).status(ModelSpec.Status.DOWN).build());
    assertThat(models(request().tokens(50, 50), standing(Mode.APPLY, null)))
        .startsWith("best", "other")
        .doesNotContain("usual", "mine");
    assertThat(models(request().tokens(50, 51), standing(Mode.APPLY, null)))
        .as("it would not fit")
        .containsExactly("other");
    assertThat(models(Requests.id("r").allowing("best").tokens(101, 0), standing(Mode.APPLY, null)))
        .as("nobody else may")
        .containsExactly("best");
  }

  @Test
  void whatThePromiseDoesNotAllowNeverAnswers() {
    limits = new SlaLimits(List.of("eu"), List.of(), List.of());
    pool = Map.of("mine", in("mine", "eu"), "best", in("best", "us"));
    Standing standing = standing(Mode.APPLY, null);

    assertThat(models(request(), standing)).containsExactly("mine");
    assertThat(models(request().pinned("best"), standing)).isEmpty();
    assertThat(models(request().pinned("mine"), standing)).containsExactly("mine");
    assertThat(models(request(), null)).as("the defaults tell no region").isEmpty();
    assertThat(models(request().incumbent("best"), standing(Mode.OBSERVE, null)))
        .containsExactly("best");
  }

  @Test
  void whatARequestRequiresIsNotRelaxedEither() {
    ModelSpec blind =
        ModelSpec.builder("best", 1).offer(new ModelOffer(List.of("tools"), null, -1)).build();
    pool = Map.of("best", blind);

    assertThat(models(request().requiring("vision"), standing(Mode.APPLY, null)))
        .startsWith("usual", "other")
        .doesNotContain("best");
    assertThat(models(Requests.id("r").allowing("best").requiring("vision"), null)).isEmpty();
  }

  private static ModelSpec in(String name, String region) {
    return ModelSpec.builder(name, 1).offer(new ModelOffer(null, List.of(region), -1)).build();
  }
}
