package dev.surety.policy.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Feedback;
import dev.surety.domain.TenantTier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which feedback is an attempt, and how attempts are summed up. */
class AttemptWindowTest {

  private static final long NOON = 1_700_000_000_000L;

  private final AttemptWindow window = new AttemptWindow();
  private final List<AttemptSum> told = new ArrayList<>();

  private static Feedback.Builder by(String tenant) {
    return Feedback.builder("r", new TenantTier(tenant, "gold"), "a", NOON);
  }

  private void take(Feedback.Builder feedback) {
    Feedback built = feedback.build();
    window.take(built, built.time(), NOON, told::add);
  }

  private List<AttemptSum> flushed() {
    window.flush(told::add);
    return told;
  }

  @Test
  void theFirstFailureIsToldAtOnceAndAllElseInASecond() {
    take(by("acme").latencyMillis(800).firstTokenMillis(90));
    take(by("acme").error("503"));
    assertThat(told).hasSize(1);
    take(by("acme").error("timeout"));
    take(by("acme").error("429"));
    assertThat(told).hasSize(1);

    assertThat(flushed()).hasSize(2);
    assertThat(told.get(0).answered()).isOne();
    assertThat(told.get(0).latency().count()).isOne();
    assertThat(told.get(0).firstToken().count()).isOne();
    assertThat(told.get(1).failed()).isOne();
    assertThat(told.get(1).limited()).isOne();
    assertThat(told.get(0).tenant()).isEqualTo(told.get(1).tenant());
    assertThat(window.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refused",
        "refused: status 403",
        "400",
        "422 Unprocessable",
        "401 Unauthorized",
        "403",
        "404 model not found",
        "cancelled",
        "invalid_request: status 400",
        "context_length_exceeded",
        "content_filter"
      })
  void errorsOfTheCallerAreNoAttempts(String error) {
    take(by("acme").latencyMillis(800));
    flushed();
    told.clear();
    take(by("acme").error(error));
    assertThat(flushed()).isEmpty();
  }

  @Test
  void whatAUserSaysOfAnAnswerIsNoAttempt() {
    take(by("acme").satisfaction(1));
    take(by("acme").satisfaction(0));
    assertThat(flushed()).isEmpty();
  }

  @Test
  void whoReportsErrorsAndNoAnswersIsNotHeard() {
    for (int i = 0; i < 100; i++) {
      take(by("acme").error("503"));
    }
    assertThat(flushed()).isEmpty();
  }

  @Test
  void whatIsOldSaysNothingOfNow() {
    take(by("acme").latencyMillis(5));
    flushed();
    told.clear();
    take(by("acme").error("503").time(NOON - 121_000));
    assertThat(flushed()).isEmpty();
  }

  @Test
  void ofAModelThatIsWellAFewTenantsSpeakAndTheOthersTogether() {
    for (int i = 0; i < 1_000; i++) {
      take(by("tenant-" + i).latencyMillis(100));
    }
    assertThat(flushed()).hasSize(9);
    assertThat(told.stream().mapToInt(AttemptSum::answered).sum()).isEqualTo(1_000);
    assertThat(told.stream().mapToInt(sum -> sum.latency().count()).sum()).isEqualTo(1_000);
  }
}
