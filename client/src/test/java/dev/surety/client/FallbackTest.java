package dev.surety.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.Standing;
import dev.surety.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What answers when no decision comes in time; {@code last} is the last resort. */
class FallbackTest {

  private static Standing standing(Mode mode, String... failing) {
    return Standing.builder(Requests.KEY, 1, 1)
        .policy("surety")
        .best("best")
        .fallbacks(List.of("second", "third"))
        .target(0.9)
        .satisfaction(0.9, 0.9, 0.9)
        .requests(1)
        .labels(1)
        .failing(List.of(failing))
        .mode(mode)
        .build();
  }

  private static List<String> models(Requests request, Standing standing) {
    return Fallback.byStanding("last").models(request.request(), standing);
  }

  private static String model(Requests request, Standing standing) {
    return models(request, standing).get(0);
  }

  @Test
  void theStandingsBestWhereTheRequestHasNoWishes() {
    assertThat(model(Requests.id("r"), standing(Mode.APPLY))).isEqualTo("best");
    assertThat(model(Requests.id("r"), standing(null))).isEqualTo("best");
    assertThat(model(Requests.id("r"), null)).isEqualTo("last");
  }

  @Test
  void thePinnedModelWhateverElseIsKnown() {
    assertThat(model(Requests.id("r").pinned("p").incumbent("i"), standing(Mode.OBSERVE)))
        .isEqualTo("p");
    assertThat(model(Requests.id("r").pinned("p"), null)).isEqualTo("p");
  }

  @Test
  void onlyWhatTheAllowListAllows() {
    Standing standing = standing(Mode.APPLY, "x");

    assertThat(model(Requests.id("r").allowing("third", "second"), standing)).isEqualTo("second");
    assertThat(model(Requests.id("r").allowing("x", "y"), standing)).isEqualTo("y");
    assertThat(model(Requests.id("r").allowing("x"), standing)).isEqualTo("x");
    assertThat(model(Requests.id("r").allowing("y", "last"), null)).isEqualTo("last");
    assertThat(model(Requests.id("r").allowing("y", "x"), null)).isEqualTo("y");
  }

  @Test
  void theIncumbentWhileTheTenantIsObservedOrUnknown() {
    Requests request = Requests.id("r").incumbent("i");

    assertThat(model(request, standing(Mode.OBSERVE))).isEqualTo("i");
    assertThat(model(request, null)).isEqualTo("i");
    assertThat(model(request, standing(Mode.APPLY))).isEqualTo("best");
    assertThat(model(request, standing(null)))
        .describedAs("a job of an older version does not tell the mode")
        .isEqualTo("i");
  }

  /** A shadow tenant is not moved to the router's model because the router is away. */
  @Test
  void ofAnObservedTenantTheIncumbentOfTheStandingThenTheLastResort() {
    Standing told =
        Standing.builder(Requests.KEY, 1, 1)
            .policy("surety")
            .best("best")
            .fallbacks(List.of("second"))
            .mode(Mode.OBSERVE)
            .incumbent("i")
            .build();

    assertThat(models(Requests.id("r"), told)).containsExactly("i", "last", "best", "second");
    assertThat(model(Requests.id("r"), standing(Mode.OBSERVE))).isEqualTo("last");
    assertThat(model(Requests.id("r").allowing("second"), told)).isEqualTo("second");
    assertThat(Fallback.byStanding().models(Requests.id("r").request(), told).get(0))
        .isEqualTo("i");
  }

  /** When the first fails the gateway has others to try, none of them twice. */
  @Test
  void furtherModelsComeBehind() {
    Standing standing = standing(Mode.APPLY, "x");

    assertThat(models(Requests.id("r"), standing))
        .containsExactly("best", "second", "third", "last");
    assertThat(models(Requests.id("r").allowing("y", "x", "second", "last"), standing))
        .containsExactly("second", "last", "y");
    assertThat(models(Requests.id("r").pinned("p"), standing)).containsExactly("p");
  }

  @Test
  void withoutALastResortNothingAnswersWhereNothingIsKnown() {
    Fallback fallback = Fallback.byStanding();

    assertThat(fallback.models(Requests.id("r").request(), null)).isEmpty();
    assertThat(fallback.models(Requests.id("r").allowing("a").request(), null))
        .containsExactly("a");
    assertThat(fallback.models(Requests.id("r").request(), standing(Mode.APPLY)))
        .containsExactly("best", "second", "third");
  }
}
