package dev.surety.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.Standing;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tenant that is only observed is answered by whoever would answer without the router. */
class OwnChoiceTest {

  private static final Fallback OWN = (request, standing) -> List.of("own");
  private static final Fallback NONE = (request, standing) -> List.of();

  private static Standing.Builder standing(Mode mode) {
    return Standing.builder(Requests.KEY, 1, 1)
        .policy("surety")
        .best("best")
        .fallbacks(List.of("second"))
        .mode(mode);
  }

  private static List<String> models(Requests request, Standing standing, Fallback fallback) {
    return OwnChoice.models(request.request(), standing, fallback, "routers");
  }

  @Test
  void theRequestsIncumbentWhateverElseIsKnown() {
    Standing told = standing(Mode.OBSERVE).incumbent("theirs").build();

    assertThat(models(Requests.id("r").incumbent("mine"), told, OWN)).containsExactly("mine");
    assertThat(models(Requests.id("r").incumbent("mine"), null, NONE)).containsExactly("mine");
    assertThat(models(Requests.id("r").incumbent("mine").pinned("p"), told, OWN))
        .describedAs("who insists on a model gets it, as when nothing comes in time")
        .containsExactly("p");
  }

  @Test
  void elseTheIncumbentOfTheStanding() {
    Standing told = standing(Mode.OBSERVE).incumbent("theirs").build();

    assertThat(models(Requests.id("r"), told, OWN)).containsExactly("theirs", "own", "routers");
    assertThat(models(Requests.id("r"), told, Fallback.byStanding("last")))
        .containsExactly("theirs", "last", "best", "second", "routers");
  }

  @Test
  void elseWhatTheGatewayFallsBackOn() {
    Standing silent = standing(Mode.OBSERVE).build();

    assertThat(models(Requests.id("r"), silent, OWN)).containsExactly("own", "routers");
    assertThat(models(Requests.id("r"), null, OWN)).containsExactly("own", "routers");
    assertThat(models(Requests.id("r"), silent, Fallback.byStanding("last")).get(0))
        .isEqualTo("last");
  }

  /** The promise is observed since a moment ago; the standing still tells of the time before. */
  @Test
  void aStandingThatSaysAppliedIsNoLeaveToMove() {
    Standing before = standing(Mode.APPLY).build();
    Standing older = standing(null).build();

    assertThat(models(Requests.id("r"), before, Fallback.byStanding("last")).get(0))
        .isEqualTo("last");
    assertThat(models(Requests.id("r"), older, Fallback.byStanding("last")).get(0))
        .isEqualTo("last");
  }

  @Test
  void anIncumbentThatMayNotAnswerIsPassedOver() {
    Standing.Builder told = standing(Mode.OBSERVE).incumbent("theirs");

    assertThat(models(Requests.id("r").allowing("own"), told.build(), OWN).get(0)).isEqualTo("own");
    assertThat(models(Requests.id("r"), told.down(List.of("theirs")).build(), OWN).get(0))
        .isEqualTo("own");
    assertThat(
            models(Requests.id("r"), told.down(List.of()).draining(List.of("theirs")).build(), OWN)
                .get(0))
        .isEqualTo("own");
  }

  /** Better than to leave a user without an answer. */
  @Test
  void theRoutersChoiceOnlyWhereNoOtherModelIsKnown() {
    assertThat(models(Requests.id("r"), null, NONE)).containsExactly("routers");
    assertThat(models(Requests.id("r"), null, Fallback.byStanding())).containsExactly("routers");
  }

  /** Whatever is known, the router's choice is not taken while another may answer. */
  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyIsMovedWhileAnotherIsKnown(int seed) {
    Random random = new Random(seed);
    Standing.Builder told = standing(Mode.values()[random.nextInt(Mode.values().length)]);
    boolean incumbentIsDown = random.nextBoolean();
    boolean known = random.nextInt(3) > 0;
    if (random.nextBoolean()) {
      told.incumbent("theirs").down(incumbentIsDown ? List.of("theirs") : List.of());
    }
    Standing standing = known ? told.build() : null;
    String last = random.nextBoolean() ? "last" : null;
    Requests request = Requests.id("r");
    if (random.nextBoolean()) {
      request.incumbent("mine");
    }
    List<String> allowed = new ArrayList<>(List.of("routers"));
    for (String model : List.of("mine", "theirs", "last", "best")) {
      if (random.nextBoolean()) {
        allowed.add(model);
      }
    }
    boolean limited = random.nextBoolean();
    if (limited) {
      request.allowing(allowed.toArray(String[]::new));
    }

    List<String> models = models(request, standing, Fallback.byStanding(last));

    assertThat(models).isNotEmpty().doesNotHaveDuplicates();
    boolean named = request.request().incumbent() != null;
    boolean stands =
        known
            && standing.mode() == Mode.OBSERVE
            && standing.incumbent() != null
            && !incumbentIsDown;
    boolean mayStand = stands && (!limited || allowed.contains("theirs"));
    boolean mayLast = last != null && (!limited || allowed.contains(last));
    if (named) {
      assertThat(models).containsExactly("mine");
    } else if (mayStand) {
      assertThat(models.get(0)).isEqualTo("theirs");
    } else if (mayLast) {
      assertThat(models.get(0)).isEqualTo("last");
    }
    if (!named && limited) {
      assertThat(new HashSet<>(allowed)).containsAll(models);
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }
}
