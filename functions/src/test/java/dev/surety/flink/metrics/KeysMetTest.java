package dev.surety.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysMetTest {

  @Test
  void everyKeyIsNewOnceHoweverOftenTheTableGrows() {
    KeysMet met = new KeysMet();

    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(met.add("tenant-" + i + "/gold")).isEqualTo(round == 0);
      }
    }
    assertThat(met.size()).isEqualTo(10_000);
  }
}
