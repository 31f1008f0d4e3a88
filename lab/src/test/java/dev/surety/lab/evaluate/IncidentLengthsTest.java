package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.ModelPool;
import dev.surety.lab.data.PooledModel;
import dev.surety.lab.data.Price;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages that are drawn are those of the record that they are drawn from. */
class IncidentLengthsTest {

  private static final ModelPool POOL =
      new ModelPool(
          List.of(
              new PooledModel("a", new Price(1, 4), Optional.empty()),
              new PooledModel("b", new Price(2, 8), Optional.empty())));

  @ParameterizedTest
  @CsvSource({"0, 5", "0.5, 75", "0.9, 301", "0.99, 1777"})
  void theRecordsQuantilesAreKept(double share, double minutes) {
    assertThat(IncidentLengths.within(share)).isCloseTo(minutes, within(1e-6));
  }

  @Test
  void longerOnesAreRarer() {
    for (int i = 1; i < 1000; i++) {
      assertThat(IncidentLengths.within(i / 1000.0))
          .isGreaterThan(IncidentLengths.within((i - 1) / 1000.0));
    }
    assertThat(IncidentLengths.within(1)).isLessThan(7 * OutagePlan.DAY_MINUTES + 1000.0);
  }

  /**
   * Of a decade, by ten seeds: within a third of the record's share of minutes, none overlapping.
   */
  @Test
  void manyYearsAreDownAsOftenAsTheRecord() {
    for (int seed = 1; seed <= 10; seed++) {
      OutagePlan plan = OutagePlan.parse("a,drawn,3650," + seed, POOL);
      double share = plan.downMinutes() / (3650.0 * OutagePlan.DAY_MINUTES);
      assertThat(share).isCloseTo(IncidentLengths.DOWN, within(IncidentLengths.DOWN / 3));
      for (int i = 1; i < plan.windows().size(); i++) {
        assertThat(plan.windows().get(i).startMinute() * OutagePlan.MINUTE_MILLIS)
            .isGreaterThanOrEqualTo(plan.windows().get(i - 1).endMillis());
      }
    }
  }

  @Test
  void oneOutageIsDownFromItsFirstMinuteToItsLast() {
    OutagePlan plan = OutagePlan.parse("b,720,75", POOL);
    assertThat(plan.isDown(720 * OutagePlan.MINUTE_MILLIS - 1)).isFalse();
    assertThat(plan.isDown(720 * OutagePlan.MINUTE_MILLIS)).isTrue();
    assertThat(plan.isDown(795 * OutagePlan.MINUTE_MILLIS - 1)).isTrue();
    assertThat(plan.isDown(795 * OutagePlan.MINUTE_MILLIS)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c", "a,drawn,0", "a,drawn,x", "a,drawn,9,1,1", "a,1,2,3", "a,1440", "a,-1"})
  void whatCannotBeIsToldWithTheMend(String text) {
    assertThatThrownBy(() -> OutagePlan.parse(text, POOL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--outage: ");
  }
}
