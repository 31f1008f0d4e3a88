package dev.surety.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Chance;
import dev.surety.domain.Decision.Reason;
import dev.surety.testing.ChiSquare;
import dev.surety.testing.Promises;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessPlusTest {

  private static final int SEEDS = 10_000;

  @ParameterizedTest
  @CsvSource({
    "0.1, 0, 0.1",
    "0.1, 1, 0.1",
    "0.1, 16, 0.05",
    "0.1, 10000, 0.01",
    "3, 1, 1",
    "0, 5, 0"
  })
  void exploresWithCOverTheFourthRootOfT(double c, long t, double probability) {
    Choice choice = new Asked(Map.of("c", Double.toString(c)), 0.1, 1).after(t).choose(0, 0.8);

    assertThat(choice.exploreProbability).isCloseTo(probability, within(1e-15));
  }

  @Test
  void countsEveryQuestionAndNothingElse() {
    Asked asked = new Asked(Map.of(), 0.1, 1);

    asked.choose(0, 0.8);
    asked.choose(0, 0.8);
    asked.judge(0, 1, true);

    assertThat(((MessPlus.Clock) asked.memory.decisions()).t).isEqualTo(2);
  }

  @Test
  void exploringQueriesAllAndTheLargestAnswers() {
    Choice choice = new Asked(Map.of("c", "1"), 0.1, 1, 0.3).choose(0, 0.8);

    assertThat(choice.queryAll).isTrue();
    assertThat(choice.chosen).describedAs("the dearest").isEqualTo(1);
    assertThat(choice.greedy).describedAs("the cheapest, without debt").isZero();
    assertThat(choice.reason).isEqualTo(Reason.EXPLORE);
  }

  @Property
  void propensitiesSumToOne(
      @ForAll @DoubleRange(max = 2) double c,
      @ForAll @LongRange(min = 0, max = 1_000_000) long t,
      @ForAll @DoubleRange(max = 20) double queue,
      @ForAll long seed) {
    Asked asked = new Asked(Map.of("c", Double.toString(c)), 0.1, 0.4, 1);
    Choice choice =
        asked.believing(0.4, 0.8, 0.7).after(t).choose(queue, 0.75, Chance.of(seed, "r"));

    assertThat(choice.propensity[0] + choice.propensity[1] + choice.propensity[2])
        .isCloseTo(1, within(1e-12));
    assertThat(choice.propensity[choice.chosen]).isPositive();
  }

  /** Fails when the coin of {@code Chance} is biased or a propensity is not what is drawn. */
  @ParameterizedTest
  @CsvSource({"0.3, 1, 0, 0", "0.3, 1, 5, 1", "0.3, 50, 5, 1", "0.1, 10000, 0, 0", "0.9, 3, 40, 1"})
  void propensitiesAreTheFrequenciesOfTheChoices(double c, long t, double queue, int greedy) {
    Asked asked = new Asked(Map.of("c", Double.toString(c)), 0.1, 0.4, 1).believing(0.4, 0.8, 0.7);
    long[] counts = new long[3];
    long[] coins = new long[2];
    Choice choice = null;
    for (int seed = 0; seed < SEEDS; seed++) {
      choice = asked.after(t).choose(queue, 0.75, Chance.of(seed, "request"));
      counts[choice.chosen]++;
      coins[choice.queryAll ? 1 : 0]++;
    }

    assertThat(choice.greedy).isEqualTo(greedy);
    ChiSquare.assertFits(counts, choice.propensity);
    ChiSquare.assertFits(
        coins, new double[] {1 - choice.exploreProbability, choice.exploreProbability});
  }

  @Test
  void learnsFromExplorationOnlyUnlessToldOtherwise() {
    Asked paper = new Asked(Map.of(), 0.1, 1);
    Asked eager = new Asked(Map.of("learn_from", "all"), 0.1, 1);

    for (Asked asked : new Asked[] {paper, eager}) {
      asked.judge(0, 1, true);
      asked.judge(0, 0, false);
    }

    assertThat(paper.choose(1, 0.8).satisfaction[0]).isEqualTo(1);
    assertThat(eager.choose(1, 0.8).satisfaction[0]).isEqualTo(0.5);
  }

  @Test
  void aModelThatIsAddedLaterIsUnknown() {
    Asked asked = new Asked(Map.of(), 0.1, 1).believing(0.9);

    asked.policy.configure(asked.memory, new PoolChange.Added(4, "late", 0.5, true));

    assertThat(asked.choose(0, 0.8).satisfaction).containsExactly(0.9, 0.5);
    MessPlus.Predictor predictor = (MessPlus.Predictor) asked.memory.learned();
    assertThat(predictor.estimator().predict(4, asked.features)).isEqualTo(0.5);
  }

  @Test
  void refusesWhatItCannotMean() {
    assertThatThrownBy(() -> Policies.of(Promises.messPlus(0.8).with("v", -1).sla()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter 'v' must be a number from 0.0 to 1000000.0, not '-1'");
    assertThatThrownBy(() -> Policies.of(Promises.messPlus(0.8).with("c", "NaN").sla()))
        .hasMessageContaining("not 'NaN'");
    assertThatThrownBy(() -> Policies.of(Promises.messPlus(0.8).with("estimator", "gpt").sla()))
        .hasMessage("parameter 'estimator' must be one of [running-mean, logistic], not 'gpt'");
    assertThatThrownBy(() -> Policies.of(Promises.messPlus(0.8).with("w", 1).sla()))
        .hasMessageContaining("policy 'mess-plus' has no parameter 'w'; it has [v, c, ");
    assertThatThrownBy(() -> Policies.of(Promises.fixed("", 0.8).sla()))
        .hasMessageContaining("policy 'fixed:' is unknown");
  }
}
