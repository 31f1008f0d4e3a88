package dev.surety.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter err = new StringWriter();
  private final PrintWriter writer = new PrintWriter(err);

  @Test
  void saysEveryTenthOfWorkWhoseEndIsKnown() {
    try (Progress progress = Progress.towards(14_000, "train", "steps", writer)) {
      for (int i = 0; i < 14_000; i++) {
        progress.advance();
      }
    }
    assertThat(err.toString().lines())
        .hasSize(10)
        .startsWith("train: 1,400 of 14,000 steps", "train: 2,800 of 14,000 steps")
        .endsWith("train: 14,000 of 14,000 steps");
  }

  @Test
  void skipsTenthsThatPassAtOnce() {
    try (Progress progress = Progress.towards(10, "evaluate", "decisions", writer)) {
      progress.advance(5);
      progress.advance(0);
      progress.advance(5);
    }
    assertThat(err.toString().lines())
        .containsExactly("evaluate: 5 of 10 decisions", "evaluate: 10 of 10 decisions");
  }

  @Test
  void countsWhereNobodyKnowsTheEnd() {
    try (Progress progress = Progress.counting("verify", "keys", writer)) {
      for (int i = 0; i < 2 * Progress.STEP + 1; i++) {
        progress.advance();
      }
      assertThat(progress.done()).isEqualTo(40_001);
    }
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("verify: [24]0,000 keys, \\d+\\.\\d s"));
  }

  @Test
  void nothingToDoIsNoTrouble() {
    try (Progress progress = Progress.towards(0, "train", "steps", writer)) {
      progress.advance();
    }
    assertThat(err.toString().lines()).containsExactly("train: 1 of 0 steps");
  }
}
