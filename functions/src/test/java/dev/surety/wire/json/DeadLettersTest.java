package dev.surety.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.Rejection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLettersTest {

  private static final OwnHeader OWN = new OwnHeader("traceparent", new byte[] {'0', '0'});

  @Test
  void theRecordsOwnHeadersKeepTheirNamesUnlessTheyAreOurs() {
    assertThat(DeadLetters.letterName("traceparent")).isEqualTo("traceparent");
    assertThat(DeadLetters.letterName("reason")).isEqualTo("original.reason");
    assertThat(DeadLetters.ownName("reason")).isNull();
    for (String name :
        new String[] {
          "traceparent", "reason", "original.reason", "original.", "", "headers_left_out"
        }) {
      String onLetter = DeadLetters.letterName(name);
      assertThat(DeadLetters.ownName(onLetter)).as(onLetter).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheBytesAndTheFacts(Rejection.Reason reason) {
    byte[] key = {1, -1};
    byte[] value = {0, -128, '{'};
    Rejection rejection = new Rejection(reason, "field 'x' is missing; add it");
    TopicRecord letter =
        DeadLetters.record(
            "requests", 3, 42, 1_767_225_600_000L, rejection, "0.1", key, value, List.of(OWN));
    assertThat(letter.own()).containsExactly(OWN);
    assertThat(letter.key()).isSameAs(key);
    assertThat(letter.value()).isSameAs(value);
    assertThat(letter.headers())
        .containsEntry("topic", "requests")
        .containsEntry("partition", "3")
        .containsEntry("offset", "42")
        .containsEntry("time", "2026-01-01T00:00:00.000Z")
        .containsEntry("job_version", "0.1")
        .hasSize(7);
    assertThat(DeadLetters.rejection(letter.headers())).isEqualTo(rejection);
  }

  @Test
  void otherHeadersAreRefused() {
    assertThatThrownBy(() -> DeadLetters.rejection(Map.of("reason", "dislike")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("malformed, bad_time, no_sla, no_models, no_artefact, unsupported");
  }
}
