package dev.surety.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecentLatenciesTest {

  @Test
  void quantilesAreOfTheLastValues() {
    RecentLatencies latencies = new RecentLatencies();
    for (int i = 0; i < 5_000; i++) {
      latencies.update(1_000_000);
    }
    for (int i = 1; i <= 1_024; i++) {
      latencies.update(i);
    }

    assertThat(latencies.getCount()).isEqualTo(6_024);
    assertThat(latencies.getStatistics().getMax()).isEqualTo(1_024);
    assertThat(latencies.getStatistics().getQuantile(0.5)).isCloseTo(512, within(1.0));
  }

  @Test
  void nothingIsKnownBeforeTheFirst() {
    assertThat(new RecentLatencies().getStatistics().size()).isZero();
  }
}
