package dev.surety.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.FeedbackTerms;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.policy.SilenceSurrogate;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The interval of what was delivered: never narrower than what was heard allows. */
class SampleTest {

  private static Interval judged(int satisfied, int dissatisfied) {
    Sample sample = new Sample();
    for (int i = 0; i < satisfied + dissatisfied; i++) {
      sample.judge(i < satisfied ? 1 : 0, 0.9);
    }
    return sample.interval();
  }

  /** Of the first day: {@code satisfactionHigh} was 0 and 1 here, and the floor missed at once. */
  @Example
  void oneThumbsDownMissesNoPromise() {
    Interval one = judged(0, 1);

    assertThat(one.mean()).isZero();
    assertThat(one.low()).isZero();
    assertThat(one.high()).isCloseTo(0.945, within(0.001));
    assertThat(one.verdict(0.92)).isEqualTo(Verdict.UNCERTAIN);
    assertThat(judged(1, 0).low()).isCloseTo(0.055, within(0.001));
    assertThat(judged(1, 0).verdict(0.92)).isEqualTo(Verdict.LIKELY_KEPT);
  }

  /** Figures of Newcombe (1998), table I, method 4: 81 of 263, 15 of 148, 0 of 20, 29 of 29. */
  @Example
  void knownIntervals() {
    assertInterval(judged(81, 182), 0.2535, 0.3682);
    assertInterval(judged(15, 133), 0.0598, 0.1644);
    assertInterval(judged(0, 20), 0.0000, 0.2005);
    assertInterval(judged(29, 0), 0.8544, 1.0000);
  }

  private static void assertInterval(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(0.0001));
    assertThat(interval.high()).isCloseTo(high, within(0.0001));
  }

  @Example
  void allAlikeIsKeptOnlyByMany() {
    assertThat(judged(20, 0).verdict(0.92)).isEqualTo(Verdict.LIKELY_KEPT);
    assertThat(judged(200, 0).verdict(0.92)).isEqualTo(Verdict.KEPT);
    assertThat(judged(0, 20).verdict(0.92)).isEqualTo(Verdict.MISSED);
  }

  @Example
  void nothingIsKnownWhileNobodyHasSpoken() {
    FeedbackTerms terms = terms(0.2, 0.01);
    Sample silent = new Sample();
    for (int i = 0; i < 1000; i++) {
      answer(silent, terms);
    }

    assertThat(new Sample().interval()).isEqualTo(Interval.NONE);
    assertThat(silent.interval()).isEqualTo(Interval.NONE);
    assertThat(Interval.NONE.verdict(0.9)).isEqualTo(Verdict.UNKNOWN);
    assertThat(judged(5, 1).verdict(Double.NaN)).isEqualTo(Verdict.UNKNOWN);
  }

  @Property(tries = 500)
  void liesWithinWhatIsPossibleAndHoldsTheRate(
      @ForAll @IntRange(max = 2000) int satisfied, @ForAll @IntRange(max = 2000) int dissatisfied) {
    int n = satisfied + dissatisfied;
    if (n == 0) {
      return;
    }
    Interval interval = judged(satisfied, dissatisfied);

    assertThat(interval.low()).isBetween(0.0, interval.mean());
    assertThat(interval.high()).isBetween(interval.mean(), 1.0);
    assertThat(interval.high() - interval.low()).isGreaterThan(0.5 / n);
    assertThat(interval.mean()).isEqualTo((double) satisfied / n);
    Interval more = judged(3 * satisfied, 3 * dissatisfied);
    assertThat(more.high() - more.low()).isLessThan(interval.high() - interval.low());
  }

  @Property(tries = 300)
  void alsoWhereSilenceCounts(
      @ForAll @DoubleRange(max = 1) double up,
      @ForAll @DoubleRange(max = 1) double down,
      @ForAll @DoubleRange(max = 1) double rate,
      @ForAll @IntRange(min = 1, max = 500) int answers,
      @ForAll long seed) {
    FeedbackTerms terms = terms(up, down);
    Interval interval = heard(terms, rate, answers, new Random(seed)).interval();
    if (interval.count() > 0) {
      assertThat(interval.low()).isBetween(0.0, interval.mean());
      assertThat(interval.high()).isBetween(interval.mean(), 1.0);
      assertThat(interval.high() - interval.low()).isPositive();
    }
  }

  /** Of 95 in 100 such samples; skewed ones, of few complaints, a little less. */
  @Example
  void coversTheTruth() {
    Random chance = new Random(7);
    int samples = 4000;
    for (double rate : new double[] {0.5, 0.8, 0.92, 0.99}) {
      for (int n : new int[] {1, 2, 5, 20, 100, 1000}) {
        int covered = 0;
        for (int i = 0; i < samples; i++) {
          int satisfied = 0;
          for (int k = 0; k < n; k++) {
            satisfied += chance.nextDouble() < rate ? 1 : 0;
          }
          covered += holds(judged(satisfied, n - satisfied), rate);
        }
        assertThat((double) covered / samples)
            .describedAs("%d judgements at %s", n, rate)
            .isGreaterThan(0.945);
      }
    }
    double[][] speaking = {{0.2, 0.05}, {0, 0.3}, {0.3, 0}, {0.02, 0.2}, {0.1, 0.02}};
    for (double[] rates : speaking) {
      FeedbackTerms terms = terms(rates[0], rates[1]);
      for (int n : new int[] {20, 200, 2000}) {
        int covered = 0;
        int known = 0;
        for (int i = 0; i < samples / 2; i++) {
          Interval interval = heard(terms, 0.9, n, chance).interval();
          known += interval.count() > 0 ? 1 : 0;
          covered += holds(interval, 0.9);
        }
        assertThat((double) covered / known)
            .describedAs("%d answers, spoken of at %s and %s", n, rates[0], rates[1])
            .isGreaterThan(0.93);
      }
    }
  }

  private static int holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  /** A few heavy judgements say no more than as many equal ones. */
  @Example
  void weightedJudgementsCountAsManyEqualOnes() {
    Interval weighted = Sample.weighted(0.9, 20.4);
    assertThat(weighted.low()).isCloseTo(judged(18, 2).low(), within(1e-12));
    assertThat(Sample.weighted(1.07, 10)).isEqualTo(judged(10, 0));
    assertThat(Sample.weighted(0.5, 0)).isEqualTo(Interval.NONE);
    assertThat(Sample.weighted(Double.NaN, 10)).isEqualTo(Interval.NONE);
  }

  private static FeedbackTerms terms(double up, double down) {
    return new FeedbackTerms(1000, up, down, 0, 1000);
  }

  private static Sample heard(FeedbackTerms terms, double rate, int answers, Random chance) {
    SilenceSurrogate surrogate = SilenceSurrogate.of(terms);
    Sample sample = new Sample();
    for (int i = 0; i < answers; i++) {
      answer(sample, terms);
      boolean satisfied = chance.nextDouble() < rate;
      double speaks = satisfied ? terms.satisfiedRate() : terms.dissatisfiedRate();
      if (chance.nextDouble() < speaks) {
        sample.speak(surrogate.judged(satisfied ? 1 : 0) - surrogate.silent());
      }
    }
    return sample;
  }

  private static void answer(Sample sample, FeedbackTerms terms) {
    SilenceSurrogate surrogate = SilenceSurrogate.of(terms);
    sample.answer(surrogate.silent(), surrogate.base(terms), surrogate.slope(terms), 0.9);
  }
}
