package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
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

  /** The next kill's silence begins some milliseconds before it, and counts for it alone. */
  @Test
  void theNextKillsSilenceIsNotCountedTwice() {
    List<Long> answers = new ArrayList<>(List.of(1_000L));
    LongStream.iterate(5_300, at -> at < 10_000, at -> at + 50).forEach(answers::add);
    answers.add(19_600L);

    assertThat(RecoveryTime.seconds(List.of(1_050L, 10_000L), answers(answers)))
        .containsExactly(4.25, 9.6);
  }

  /** Then it is over before it was over: from there on users feel the next one. */
  @Test
  void endsWithTheNextKillAtTheLatest() {
    long[] answers = answers(LongStream.of(1_000, 9_000));

    assertThat(RecoveryTime.seconds(List.of(1_500L, 4_000L), answers)).containsExactly(2.5, 5.0);
  }

  @Test
  void isNotANumberIfNobodyIsAnsweredAnyMore() {
    assertThat(RecoveryTime.seconds(List.of(1_500L), answers(LongStream.of(1_000))))
        .containsExactly(Double.NaN);
  }

  /** Traffic before, between and after; each silence is as long as it was made. */
  @Property
  void eachKillHasItsOwnSilence(
      @ForAll @Size(min = 1, max = 12) List<@From("felt") Felt> kills,
      @ForAll @LongRange(min = 1, max = 100) long gap) {
    List<Long> killedAt = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    List<Long> answers = new ArrayList<>(List.of(1_000L));
    for (Felt felt : kills) {
      answerEvery(gap, felt.pause(), answers);
      long kill = last(answers) + Math.min(felt.sinceAnswer(), gap - 1);
      answerEvery(gap, felt.noticed(), answers);
      long end = Math.max(kill, last(answers)) + felt.silence();
      answers.add(end);
      killedAt.add(kill);
      seconds.add((end - kill) / 1e3);
    }

    assertThat(RecoveryTime.seconds(killedAt, answers(answers))).isEqualTo(seconds);
  }

  @Property
  void noTimeIsCountedTwice(
      @ForAll @NotEmpty List<@LongRange(max = 100_000) Long> kills,
      @ForAll List<@LongRange(max = 100_000) Long> answers) {
    List<Long> killedAt = kills.stream().distinct().sorted().toList();
    long end = 100_001;
    List<Double> seconds =
        RecoveryTime.seconds(
            killedAt,
            LongStream.concat(answers.stream().mapToLong(a -> a).sorted(), LongStream.of(end))
                .toArray());

    for (int i = 0; i < killedAt.size(); i++) {
      long next = i + 1 < killedAt.size() ? killedAt.get(i + 1) : end;
      assertThat(seconds.get(i)).isBetween(0.0, (next - killedAt.get(i)) / 1e3);
    }
  }

  /**
   * A kill, in milliseconds.
   *
   * @param pause with traffic before it
   * @param sinceAnswer from the last answer before it to the kill
   * @param noticed traffic that goes on after it
   * @param silence after that
   */
  record Felt(long pause, long sinceAnswer, long noticed, long silence) {}

  @Provide
  Arbitrary<Felt> felt() {
    Arbitrary<Long> upTo3Seconds = Arbitraries.longs().between(0, 3_000);
    return Combinators.combine(
            upTo3Seconds,
            Arbitraries.longs().between(0, 99),
            upTo3Seconds,
            Arbitraries.longs().between(700, 60_000))
        .as(Felt::new);
  }

  private static void answerEvery(long gap, long millis, List<Long> answers) {
    long end = last(answers) + millis;
    while (last(answers) + gap <= end) {
      answers.add(last(answers) + gap);
    }
  }

  private static long last(List<Long> answers) {
    return answers.get(answers.size() - 1);
  }

  private static long[] answers(LongStream at) {
    return at.toArray();
  }

  private static long[] answers(List<Long> at) {
    return answers(at.stream().mapToLong(a -> a));
  }
}
