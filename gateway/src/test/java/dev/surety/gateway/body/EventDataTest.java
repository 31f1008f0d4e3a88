package dev.surety.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDataTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "data: a~~ | a",
        "data:a~~ | a",
        "data:  a~~ | ' a'",
        "data~~ | ''",
        "data:~~ | ''",
        "event: x~data: ä€😀~id: 1~~ | ä€😀",
        "data: a~data: b~data~~ | a^b^",
        "data: a | a",
        ": data: a~~ | none",
        "database: a~~ | none",
        "dat | none",
        "~~ | none"
      })
  void isThatOfAllItsLinesWhateverEndsThem(String event, String data) {
    for (String end : new String[] {"\n", "\r\n", "\r"}) {
      String said = EventData.of(event.replace("~", end).getBytes(UTF_8));
      assertThat(said).isEqualTo(data == null ? null : data.replace('^', '\n'));
    }
  }
}
