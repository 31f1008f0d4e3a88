package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.RoutingRequest;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code a-cheap} takes 8192 tokens, {@code b-middle} any number. */
class ContextWindowTest {

  private static final List<ModelSpec> POOL =
      List.of(
          Pools.window(Pools.model(CHEAP, 0.1), 8192),
          Pools.model(MIDDLE, 1),
          Pools.status(Pools.model(DEAR, 5), Status.DOWN));

  private final Play play = Play.of(Promises.fixed(CHEAP, 0.8).sla(), POOL);

  private String model(Requests request) {
    return play.decide(request.request()).model();
  }

  private String refusal(Requests request) {
    return play.route(request.request()).rejection().detail();
  }

  private static Requests characters(int count) {
    return Requests.id("r" + count).prompt("x".repeat(count));
  }

  @Test
  void fourHundredThousandCharactersDoNotGoToAWindowOf8192() {
    assertThat(model(characters(400_000))).isEqualTo(MIDDLE);
  }

  @Test
  void anEnglishPromptOfTwoThirdsOfTheWindowStillDoes() {
    assertThat(model(characters(22_000))).isEqualTo(CHEAP);
  }

  @ParameterizedTest
  @CsvSource({
    "7942, -1, a-cheap", // 250 tokens are the usual answer
    "7943, -1, b-middle",
    "8192, -1, b-middle",
    "8192, 0, a-cheap",
    "8000, 192, a-cheap",
    "8000, 193, b-middle",
    "-1, 8192, a-cheap",
    "-1, 8193, b-middle",
    "2147483647, 2147483647, b-middle"
  })
  void theAnswerHasRoom(int input, int maxOutput, String model) {
    assertThat(model(Requests.id("r").tokens(input, maxOutput))).isEqualTo(model);
  }

  /** Some gateways send 0 for what they have not counted. */
  @Test
  void aPromptThatNobodyCountedIsEstimated() {
    assertThat(model(characters(400_000).tokens(0, 100))).isEqualTo(MIDDLE);
    assertThat(ContextNeed.prompt(characters(1).tokens(-1, 1).request())).isEqualTo(1);
    assertThat(ContextNeed.prompt(RoutingRequest.of("r", Requests.KEY, 0))).isZero();
  }

  /** What was counted is believed: of code and Chinese it is more than the estimate. */
  @Test
  void aCountedPromptIsNotEstimated() {
    assertThat(model(characters(400_000).tokens(100, 100))).isEqualTo(CHEAP);
    assertThat(model(characters(100).tokens(9000, 100))).isEqualTo(MIDDLE);
  }

  @Test
  void aPinnedModelIsCheckedToo() {
    assertThat(refusal(characters(400_000).pinned(CHEAP)))
        .isEqualTo(
            "none of the pool's 3 models may answer: it must be active, long enough in context for"
                + " 133334 tokens of prompt and the answer, and be the pinned a-cheap, which has a"
                + " context of 8192 tokens");
    assertThat(refusal(Requests.id("r").pinned(DEAR))).endsWith("pinned c-dear, which is down");
    assertThat(refusal(Requests.id("r").pinned("A-Cheap")))
        .endsWith("pinned A-Cheap, which is not in the pool");
    assertThat(model(characters(20_000).pinned(CHEAP))).isEqualTo(CHEAP);
  }

  @Test
  void candidatesAreNamesAsTheyAreAndCountOnce() {
    Requests odd = Requests.id("odd").allowing(MIDDLE, MIDDLE, "unknown", "A-CHEAP");

    assertThat(model(odd)).isEqualTo(MIDDLE);
    assertThat(play.decide(odd.request()).fallbacks()).isEmpty();
    assertThat(refusal(Requests.id("none").allowing("A-CHEAP", "unknown")))
        .endsWith("and be among [A-CHEAP, unknown]");
  }
}
