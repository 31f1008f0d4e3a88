package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RecurringPrice;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarJsonTest {

  private static final String NIGHT =
      "{'days':['fri','sat'],'from':'22:00','to':'06:30','timezone':'Europe/Berlin','input_usd_per_mtok':0.5,'output_usd_per_mtok':2}";

  private static ModelSpec read(String more) throws MalformedRecord {
    String json =
        "{'type':'model','model':'m','version':1,'input_usd_per_mtok':1,'output_usd_per_mtok':4"
            + more
            + "}";
    return ((ModelUpdate) ControlJson.read(null, json.replace('\'', '"').getBytes(UTF_8))).model();
  }

  @Test
  void hoursDaysZoneAndPricesAreRead() throws MalformedRecord {
    assertThat(read(",'calendar':[" + NIGHT + "]").schedule().calendar())
        .containsExactly(
            new RecurringPrice(0b0110000, 1320, 390, ZoneId.of("Europe/Berlin"), 0.5, 2));
    assertThat(read("").schedule().calendar()).isEmpty();
    assertThat(read(",'calendar':null").schedule().calendar()).isEmpty();
  }

  @Test
  void whatIsLeftOutMeansEveryDayInUtc() throws MalformedRecord {
    RecurringPrice price =
        read(",'calendar':[{'from':'00:00','to':'24:00','input_usd_per_mtok':1,'output_usd_per_mtok':1}]")
            .schedule()
            .calendar()
            .get(0);
    assertThat(price.days()).isEqualTo(RecurringPrice.EVERY_DAY);
    assertThat(price.toMinute()).isEqualTo(RecurringPrice.MINUTES_OF_DAY);
    assertThat(price.zone()).isEqualTo(ZoneId.of("Z"));
  }

  @Test
  void midnightIsTheEndOfTheDayWhereHoursEnd() throws MalformedRecord {
    RecurringPrice price =
        read(",'calendar':[" + NIGHT.replace("06:30", "00:00") + "]").schedule().calendar().get(0);
    assertThat(price.toMinute()).isEqualTo(RecurringPrice.MINUTES_OF_DAY);
  }

  @Test
  void anEndIsRead() throws MalformedRecord {
    assertThat(read(",'effective_until':'2026-11-30T00:00:00Z'").schedule().effectiveUntil())
        .isEqualTo(1_795_996_800_000L);
  }

  /** State has it; on the topic it is a field that means nothing, whatever stands there. */
  @Test
  void whenItWasPublishedIsNoPartOfTheContract() throws MalformedRecord {
    assertThat(read(",'published_at':[1,{'a':2}]").schedule().publishedAt())
        .isEqualTo(Long.MIN_VALUE);
    assertThat(read(",'published_at':'yesterday'").schedule().publishedAt())
        .isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "Europe/Berlin; Mars/Olympus; a zone like Europe/Berlin",
        "'fri'; 'friday'; write some of",
        "22:00; 24:00; hours and minutes like 08:30",
        "22:00; 2200; hours and minutes like 08:30",
        "22:00; 06:30; no time behind from",
        "'input_usd_per_mtok':0.5,; ; input_usd_per_mtok",
        "'from':'22:00',; ; from"
      })
  void aSlipIsNamedWithTheMend(String right, String wrong, String message) {
    String slip = NIGHT.replace(right, wrong == null ? "" : wrong);
    assertThatThrownBy(() -> read(",'calendar':[" + slip + "]"))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("calendar")
        .hasMessageContaining(message);
  }

  @Test
  void noEntriesAndTooManyAreRefused() {
    assertThatThrownBy(() -> read(",'calendar':[]")).hasMessageContaining("0 entries");
    String many = (NIGHT + ",").repeat(48) + NIGHT;
    assertThatThrownBy(() -> read(",'calendar':[" + many + "]")).hasMessageContaining("49 entries");
  }
}
