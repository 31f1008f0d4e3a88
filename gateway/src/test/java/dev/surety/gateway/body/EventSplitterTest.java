package dev.surety.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventSplitterTest {

  @Property(tries = 300)
  void eventsAreTheSameHoweverTheirBytesArrive(
      @ForAll("events") List<String> events,
      @ForAll("ends") String end,
      @ForAll @IntRange(min = 1, max = 50) int size) {
    List<String> whole = events.stream().map(e -> e.replace("\n", end) + end + end).toList();
    byte[] bytes = String.join("", whole).getBytes(UTF_8);
    List<String> found = new ArrayList<>();
    EventSplitter splitter = new EventSplitter(10_000, e -> found.add(new String(e, UTF_8)));
    for (int from = 0; from < bytes.length; from += size) {
      splitter.feed(java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
    }
    splitter.end();
    assertThat(found).isEqualTo(whole);
  }

  @Provide
  Arbitrary<List<String>> events() {
    return Arbitraries.of(
            ": ping",
            "data: {\"a\":1}",
            "event: x\ndata: ä€😀",
            "data:",
            "data: one\ndata: two",
            "data: " + "x".repeat(3000))
        .list()
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> ends() {
    return Arbitraries.of("\n", "\r\n", "\r");
  }

  @Test
  void anEventWithoutEndIsBounded() {
    EventSplitter splitter = new EventSplitter(2048, e -> {});
    assertThatThrownBy(() -> splitter.feed(new byte[3000])).hasMessageContaining("2048");
  }

  @Test
  void dataOfSeveralLinesIsOne() {
    assertThat(EventData.of("event: x\r\ndata: one\r\ndata:two\r\ndata\r\n\r\n".getBytes(UTF_8)))
        .isEqualTo("one\ntwo\n");
    assertThat(EventData.of(": comment\n\n".getBytes(UTF_8))).isNull();
  }
}
