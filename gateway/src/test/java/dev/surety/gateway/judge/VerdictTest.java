package dev.surety.gateway.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "satisfied|1",
        "**Satisfied.**|1",
        "unsatisfied|0",
        "Not satisfied!|0",
        "yes|1",
        "No.|0",
        "true|1",
        "0|0",
        "0.75|0.75",
        "1.|1",
        "{\"satisfied\": false}|0",
        "```json {\"score\": 0.3} ```|0.3",
        "<think>unsatisfied? no, {it} is fine</think> satisfied|1"
      })
  void wordsNumbersAndObjectsAreVerdicts(String said, double score) {
    assertThat(Verdict.score(said)).isEqualTo(score);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "-1",
        "NaN",
        "perhaps",
        "It is satisfied, I think",
        "{\"score\": 2}",
        "{}",
        "{x}",
        "{\"satisfied\": \"yes\"}",
        "<think>satisfied"
      })
  void allElseIsNone(String said) {
    assertThat(Verdict.score(said)).isNaN();
  }

  @Test
  void anAnswerThatIsNoneIsNoVerdict() {
    for (String body : new String[] {"", "[]", "{", "null", "{\"choices\": []}"}) {
      assertThat(Verdict.read(body.getBytes(StandardCharsets.UTF_8)).isReadable()).isFalse();
    }
  }
}
