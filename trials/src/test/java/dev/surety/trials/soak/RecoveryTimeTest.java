package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecoveryTimeTest {

  @Test
  void lastsUntilTheFirstAnswerAfterTheSilence() {
    long[] answers = answers(LongStream.of(900, 1_000, 1_100, 6_000, 6_100));

    assertThat(RecoveryTime.seconds(List.of(1_050L), answers)).containsExactly(4.95);
  }

  @Test
  void countsASilenceThatBeginsSomeTimeAfterTheKill() {
    long[] answers = answers(LongStream.of(1_000, 1_100, 2_000, 2_100, 9_000, 9_100));

    assertThat(RecoveryTime.seconds(List.of(1_050L), answers)).containsExactly(7.95);
  }

  @Test
  void ofAKillThatNobodyFeltIsTheTimeToTheNextAnswer() {
    long[] answers = answers(LongStream.of(1_000, 1_100, 1_400, 1_600));

    assertThat(RecoveryTime.seconds(List.of(1_050L), answers)).containsExactly(0.05);
  }

  @Test
  void eachKillHasItsOwn() {
    long[] answers = answers(LongStream.of(1_000, 3_000, 3_100, 5_100, 5_200));

    assertThat(RecoveryTime.seconds(List.of(1_500L, 3_100L), answers)).containsExactly(1.5, 2.0);
  }

  @Test
  void isNotANumberIfNobodyIsAnsweredAnyMore() {
    assertThat(RecoveryTime.seconds(List.of(1_500L), answers(LongStream.of(1_000))))
        .containsExactly(Double.NaN);
  }

  private static long[] answers(LongStream at) {
    return at.toArray();
  }
}
