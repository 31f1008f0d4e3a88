package dev.surety.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class IsoTimeTest {

  @Property
  void readsWhatItWrites(@ForAll @LongRange(min = 0, max = IsoTime.MAX_MILLIS) long millis) {
    String text = IsoTime.format(millis);
    assertThat(IsoTime.parse(text)).isEqualTo(millis);
    assertThat(Instant.parse(text).toEpochMilli()).isEqualTo(millis);
    assertThat(text).hasSize(24);
  }

  @Property
  void readsTimesAsTheJdkDoes(
      @ForAll @LongRange(min = 200_000, max = 253_402_200_000L) long second,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nano,
      @ForAll @IntRange(min = -1079, max = 1079) int offsetMinutes) {
    String text =
        OffsetDateTime.ofInstant(
                Instant.ofEpochSecond(second, nano), ZoneOffset.ofTotalSeconds(offsetMinutes * 60))
            .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnnxxx"));
    assertThat(IsoTime.parse(text)).as(text).isEqualTo(Instant.parse(text).toEpochMilli());
  }

  @Example
  void refusesDaysThatDoNotExistAndTimesOutOfRange() {
    for (String wrong :
        new String[] {
          "2026-02-29T00:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-00-01T00:00:00Z",
          "2026-01-01T00:00:60Z",
          "2026-01-01T00:00:00+18:00",
          "2026-01-01T00:00:00.Z",
          "2026-01-01T00:00:00Zx",
          "2026-01-01t00:00:00Z",
          "1970-01-01T00:00:00+00:01",
          "9999-12-31T23:59:59-00:01",
          "+2026-01-01T00:00:00Z",
          "２026-01-01T00:00:00Z",
          "2026-01-01T00:00:00",
          ""
        }) {
      assertThat(IsoTime.parse(wrong)).as(wrong).isEqualTo(-1);
    }
  }
}
