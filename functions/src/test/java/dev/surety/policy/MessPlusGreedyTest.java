package dev.surety.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Dossier section 1, fact 3, of the choice that MESS+ makes when it doesn't explore. */
class MessPlusGreedyTest {

  private static Map<String, String> weight(double v) {
    return Map.of("v", Double.toString(v), "c", "0");
  }

  @Property
  void choosesTheLeastDriftPlusPenalty(
      @ForAll @Size(5) List<@DoubleRange(min = 0.01, max = 1) Double> anyCosts,
      @ForAll @Size(5) List<@DoubleRange(max = 1) Double> anySatisfactions,
      @ForAll @DoubleRange(max = 100) double queue,
      @ForAll @DoubleRange(max = 10) double v,
      @ForAll @DoubleRange(max = 1) double target) {
    double[] costs = array(anyCosts);
    double[] satisfactions = array(anySatisfactions);
    Choice choice = new Asked(weight(v), costs).believing(satisfactions).choose(queue, target);

    double chosen = value(choice.chosen, costs, satisfactions, queue, v, target);
    for (int i = 0; i < costs.length; i++) {
      assertThat(chosen).isLessThanOrEqualTo(value(i, costs, satisfactions, queue, v, target));
    }
    assertThat(choice.reason).isEqualTo(Reason.EXPLOIT);
    assertThat(choice.propensity[choice.chosen]).isEqualTo(1);
  }

  private static double value(
      int i, double[] costs, double[] satisfactions, double queue, double v, double target) {
    return v * costs[i] + queue * (target - satisfactions[i]);
  }

  @Property
  void aConstantOnAllCostsOrAllSatisfactionsChangesNothing(
      @ForAll @Size(5) List<@DoubleRange(min = 0.01, max = 1) Double> anyCosts,
      @ForAll @Size(5) List<@DoubleRange(max = 0.5) Double> anySatisfactions,
      @ForAll @DoubleRange(max = 100) double queue,
      @ForAll @DoubleRange(max = 10) double v,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double constant) {
    double[] costs = array(anyCosts);
    double[] satisfactions = array(anySatisfactions);
    Choice choice = new Asked(weight(v), costs).believing(satisfactions).choose(queue, 0.5);
    Assume.that(lead(choice, costs.length) > 1e-9);

    assertThat(
            new Asked(weight(v), plus(costs, constant))
                .believing(satisfactions)
                .choose(queue, 0.5)
                .chosen)
        .isEqualTo(choice.chosen);
    assertThat(
            new Asked(weight(v), costs)
                .believing(plus(satisfactions, constant))
                .choose(queue, 0.5)
                .chosen)
        .isEqualTo(choice.chosen);
  }

  /** By how much the second best is worse: nearer than rounding, constants may decide. */
  private static double lead(Choice choice, int candidates) {
    double[] scores = Arrays.copyOf(choice.score, candidates);
    Arrays.sort(scores);
    return scores[1] - scores[0];
  }

  private static double[] plus(double[] values, double constant) {
    return Arrays.stream(values).map(x -> x + constant).toArray();
  }

  @Property
  void withoutDebtTheCheapestAnswers(
      @ForAll @Size(5) List<@DoubleRange(min = 0.01, max = 1) Double> anyCosts,
      @ForAll @Size(5) List<@DoubleRange(max = 1) Double> anySatisfactions,
      @ForAll @DoubleRange(max = 10) double v) {
    double[] costs = array(anyCosts);
    double[] satisfactions = array(anySatisfactions);
    Choice choice = new Asked(weight(v), costs).believing(satisfactions).choose(0, 0.9);

    assertThat(costs[choice.chosen]).isEqualTo(Arrays.stream(costs).min().orElseThrow());
  }

  @Property
  void withDebtAndNoWeightOnCostTheBestAnswers(
      @ForAll @Size(5) List<@DoubleRange(min = 0.01, max = 1) Double> anyCosts,
      @ForAll @Size(5) List<@DoubleRange(max = 1) Double> anySatisfactions,
      @ForAll @DoubleRange(min = 0.5, max = 100) double queue) {
    double[] costs = array(anyCosts);
    double[] satisfactions = array(anySatisfactions);
    double[] sorted = satisfactions.clone();
    Arrays.sort(sorted);
    Assume.that(sorted[4] - sorted[3] > 1e-9);

    Choice choice = new Asked(weight(0), costs).believing(satisfactions).choose(queue, 0.9);

    assertThat(satisfactions[choice.chosen]).isEqualTo(sorted[4]);
  }

  @Test
  void tiesGoToTheCheapest() {
    assertThat(new Asked(weight(0), 0.7, 0.2, 1).believing(0.8, 0.8, 0.8).choose(3, 0.9).chosen)
        .isEqualTo(1);
    assertThat(new Asked(weight(0), 0.7, 1, 0.2).choose(0, 0.9).chosen).isEqualTo(2);
    assertThat(new Asked(weight(1), 0.2, 0.2, 1).believing(0.8, 0.8, 0.8).choose(3, 0.9).chosen)
        .describedAs("equal in all: the first")
        .isZero();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
