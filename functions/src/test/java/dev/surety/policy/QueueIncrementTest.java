package dev.surety.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.FeedbackTerms;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QueueIncrementTest {

  private static FeedbackTerms terms(double up, double down) {
    return new FeedbackTerms(1000, up, down, 0, 1000);
  }

  /** Exactly, by the probabilities of the three outcomes: E[value | s] = s. */
  @Test
  void surrogatesAreUnbiased() {
    double[][] rates = {{0, 0.3}, {0.3, 0}, {0.05, 0.15}, {0.6, 0.1}, {1, 0.5}};
    for (double[] rate : rates) {
      SilenceSurrogate of = SilenceSurrogate.of(terms(rate[0], rate[1]));
      assertThat(rate[0] * of.up() + (1 - rate[0]) * of.silent()).isCloseTo(1, within(1e-12));
      assertThat(rate[1] * of.down() + (1 - rate[1]) * of.silent()).isCloseTo(0, within(1e-12));
    }
  }

  /** The dossier's own check: two million draws for each of four pairs of rates. */
  @Test
  void surrogatesAreUnbiasedInASimulation() {
    SplittableRandom random = new SplittableRandom(6);
    for (double[] rate : new double[][] {{0.2, 0.2}, {0, 0.3}, {0.3, 0}, {0.05, 0.15}}) {
      FeedbackTerms terms = terms(rate[0], rate[1]);
      SilenceSurrogate of = SilenceSurrogate.of(terms);
      double weight = QueueIncrement.INVERSE_PROPENSITY.weight(terms, false);
      for (int satisfied = 0; satisfied <= 1; satisfied++) {
        double sum = 0;
        int draws = 2_000_000;
        for (int i = 0; i < draws; i++) {
          boolean spoke = random.nextDouble() < rate[1 - satisfied];
          if (terms.silenceCounts()) {
            sum += spoke ? of.judged(satisfied) : of.silent();
          } else {
            sum += spoke ? weight * satisfied : 0;
          }
        }
        assertThat(sum / draws).isCloseTo(satisfied, within(0.02));
      }
    }
  }

  @Test
  void aJudgementStandsForTheAnswersNobodyJudged() {
    FeedbackTerms sparse = terms(0.2, 0.2);
    assertThat(QueueIncrement.OBSERVED.weight(sparse, false)).isEqualTo(1);
    assertThat(QueueIncrement.INVERSE_PROPENSITY.weight(sparse, false)).isEqualTo(5);
    assertThat(QueueIncrement.DOUBLY_ROBUST.weight(sparse, false)).isEqualTo(5);
    assertThat(QueueIncrement.INVERSE_PROPENSITY.weight(sparse, true))
        .describedAs("asked for, it always comes")
        .isEqualTo(1);
    assertThat(QueueIncrement.INVERSE_PROPENSITY.weight(terms(0.01, 0.01), false))
        .isEqualTo(QueueIncrement.MAX_WEIGHT);
  }
}
