package dev.surety.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.RoutingRow;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsersTest {

  private static final int N = 40_000;
  private static final int WRONG = 0;
  private static final int RIGHT = 1;
  private static final int PARTLY = 2;
  private static final RoutingRow ROW =
      new RoutingRow(
          "id", "d", "p", 1, 1, new double[] {0, 1, 0.6}, new double[3], new int[3], null);

  @Test
  void speakUpAtTheRateOfTheirSatisfaction() {
    Users users = new Users(new ReportingRates(0.1, 0.4), Duration.ofSeconds(1), false, 3);
    // four standard errors of the larger rate
    double error = 4 * Math.sqrt(0.4 * 0.6 / N);
    assertThat(shareOfFeedback(users, RIGHT)).isCloseTo(0.1, within(error));
    assertThat(shareOfFeedback(users, WRONG)).isCloseTo(0.4, within(error));
    Users silent = new Users(ReportingRates.equal(0), Duration.ZERO, false, 3);
    Users loud = new Users(ReportingRates.equal(1), Duration.ZERO, false, 3);
    assertThat(shareOfFeedback(silent, RIGHT)).isZero();
    assertThat(shareOfFeedback(loud, RIGHT)).isOne();
  }

  @Test
  void tellTheTruthOfTheData() {
    Users users = new Users(ReportingRates.equal(1), Duration.ZERO, false, 3);
    assertThat(users.feedback("r", ROW, RIGHT).orElseThrow().satisfied()).isTrue();
    assertThat(users.feedback("r", ROW, WRONG).orElseThrow().satisfied()).isFalse();
    assertThat(users.feedback("r", ROW, PARTLY).orElseThrow().satisfied()).isTrue();
    assertThat(users.feedback("r", ROW, PARTLY).orElseThrow().score()).isEmpty();
    assertThat(users.satisfaction(ROW, PARTLY)).isEqualTo(1);

    Users graded = new Users(ReportingRates.equal(1), Duration.ZERO, true, 3);
    assertThat(graded.feedback("r", ROW, PARTLY).orElseThrow().score()).hasValue(0.6);
    assertThat(graded.satisfaction(ROW, PARTLY)).isEqualTo(0.6);
  }

  @Test
  void takeTheirTimeButNotForEver() {
    Users users = new Users(ReportingRates.equal(1), Duration.ofMillis(200), false, 3);
    List<Duration> delays =
        IntStream.range(0, N)
            .mapToObj(i -> users.feedback("r" + i, ROW, RIGHT).orElseThrow().delay())
            .toList();
    double mean = delays.stream().mapToLong(Duration::toNanos).average().orElseThrow() / 1e6;
    assertThat(mean).isCloseTo(200, within(4 * 200 / Math.sqrt(N)));
    assertThat(delays)
        .allMatch(delay -> !delay.isNegative() && delay.compareTo(users.longestDelay()) <= 0);
    assertThat(users.longestDelay()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void areTheSameWheneverTheyAreAsked() {
    Users users = new Users(ReportingRates.equal(0.5), Duration.ofSeconds(1), false, 3);
    Users again = new Users(ReportingRates.equal(0.5), Duration.ofSeconds(1), false, 3);
    Users other = new Users(ReportingRates.equal(0.5), Duration.ofSeconds(1), false, 4);
    assertThat(answers(users)).isEqualTo(answers(again)).isNotEqualTo(answers(other));
  }

  @Test
  void refuseImpossibleRates() {
    assertThatThrownBy(() -> ReportingRates.equal(1.1)).hasMessageContaining("0..1");
    assertThatThrownBy(() -> new Users(ReportingRates.equal(1), Duration.ofMillis(-1), false, 1))
        .hasMessageContaining("negative");
  }

  private static double shareOfFeedback(Users users, int model) {
    return IntStream.range(0, N)
            .filter(i -> users.feedback("r" + i, ROW, model).isPresent())
            .count()
        / (double) N;
  }

  private static List<Boolean> answers(Users users) {
    return IntStream.range(0, 100)
        .mapToObj(i -> users.feedback("r" + i, ROW, RIGHT).isPresent())
        .toList();
  }
}
