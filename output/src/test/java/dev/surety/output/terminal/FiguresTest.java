package dev.surety.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void eachFigureAsPeopleReadIt() {
    assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Figures.percent(0.9876)).isEqualTo("98.8 %");
    assertThat(Figures.range(0.1, 0.25)).isEqualTo("10.0 to 25.0 %");
    assertThat(Figures.usd(0.0123456)).isEqualTo("0.0123");
    assertThat(Figures.usd(1234.5)).isEqualTo("1235");
    assertThat(Figures.bookedUsd(1234.5)).isEqualTo("1,234.50");
    assertThat(Figures.bookedUsd(0.0123456)).isEqualTo("0.012346");
    assertThat(Figures.price(0.15)).isEqualTo("0.15");
    assertThat(Figures.measured(12_345)).isEqualTo("12,345");
    assertThat(Figures.measured(1.2345)).isEqualTo("1.23");
    assertThat(Figures.precise(0.00123456)).isEqualTo("0.001235");
    assertThat(Figures.precise(3)).isEqualTo("3");
    assertThat(Figures.bytes(99_999)).isEqualTo("99,999 B");
    assertThat(Figures.bytes(1_234_567)).isEqualTo("1.2 MB");
    assertThat(Figures.age(Duration.ofSeconds(119))).isEqualTo("119 s");
    assertThat(Figures.age(Duration.ofHours(50))).isEqualTo("2 d");
  }

  @Test
  void whatIsNoNumberIsADash() {
    for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(Figures.fixed(broken, 1)).isEqualTo("-");
      assertThat(Figures.grouped(broken, 1)).isEqualTo("-");
      assertThat(Figures.percent(broken)).isEqualTo("-");
      assertThat(Figures.usd(broken)).isEqualTo("-");
      assertThat(Figures.bookedUsd(broken)).isEqualTo("-");
      assertThat(Figures.price(broken)).isEqualTo("-");
      assertThat(Figures.precise(broken)).isEqualTo("-");
      assertThat(Figures.measured(broken)).isEqualTo("-");
    }
  }

  @Property(tries = 200)
  void figuresAreTheSameInEveryLocale(@ForAll double value, @ForAll long count) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      String here = all(value, count);
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(all(value, count)).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String all(double value, long count) {
    return String.join(
        " ",
        Figures.plain(value),
        Figures.fixed(value, 3),
        Figures.grouped(value, 1),
        Figures.percent(value),
        Figures.usd(value),
        Figures.bookedUsd(value),
        Figures.price(value),
        Figures.precise(value),
        Figures.measured(value),
        Figures.count(count),
        Figures.bytes(count));
  }
}
