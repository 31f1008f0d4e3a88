package dev.surety.tools.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.FeedbackTerms;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.policy.SilenceSurrogate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {

  private static final int SEEDS = 1000;

  /** Wilson's interval of 8 in 10, from its formula. */
  @Test
  void knownInterval() {
    Sample sample = new Sample();
    for (int i = 0; i < 10; i++) {
      sample.add(i < 8 ? 1 : 0);
    }
    assertThat(sample.interval().mean()).isEqualTo(0.8);
    assertThat(sample.interval().low()).isCloseTo(0.4902, within(1e-4));
    assertThat(sample.interval().high()).isCloseTo(0.9433, within(1e-4));
  }

  @Test
  void agreementIsNoCertainty() {
    Sample sample = new Sample();
    for (int i = 0; i < 20; i++) {
      sample.add(1);
    }
    assertThat(sample.interval().high()).isEqualTo(1);
    assertThat(sample.interval().low()).isCloseTo(0.8389, within(1e-4));
    assertThat(sample.interval().verdict(0.9)).isEqualTo(Verdict.LIKELY_KEPT);
    assertThat(new Sample().interval().verdict(0.9)).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 50", "0.8, 100", "0.92, 100", "0.97, 300"})
  void judgementsCoverTheTruth(double truth, int count) {
    int covered = 0;
    Random random = new Random(1);
    for (int seed = 0; seed < SEEDS; seed++) {
      Sample sample = new Sample();
      for (int i = 0; i < count; i++) {
        sample.add(random.nextDouble() < truth ? 1 : 0);
      }
      covered += covers(sample.interval(), truth);
    }
    assertThat((double) covered / SEEDS).isBetween(0.93, 0.99);
  }

  /** Of all answers, few are judged, and the dissatisfied ones speak four times as often. */
  @ParameterizedTest
  @CsvSource({"0.8, 0.1, 0.4, 1000", "0.9, 0, 0.3, 1000", "0.7, 0.3, 0, 500"})
  void surrogatesCoverTheTruth(double truth, double up, double down, int count) {
    SilenceSurrogate surrogate = SilenceSurrogate.of(new FeedbackTerms(1, up, down, 0, 2));
    int covered = 0;
    Random random = new Random(2);
    for (int seed = 0; seed < SEEDS; seed++) {
      Sample sample = new Sample();
      for (int i = 0; i < count; i++) {
        double satisfied = random.nextDouble() < truth ? 1 : 0;
        sample.add(surrogate.silent());
        if (random.nextDouble() < (satisfied == 1 ? up : down)) {
          sample.correct(surrogate.silent(), surrogate.judged(satisfied));
        }
      }
      covered += covers(sample.interval(), truth);
    }
    assertThat((double) covered / SEEDS).isBetween(0.93, 0.99);
  }

  private static int covers(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }
}
