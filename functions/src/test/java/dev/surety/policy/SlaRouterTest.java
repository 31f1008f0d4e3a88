package dev.surety.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Chance;
import dev.surety.domain.Decision.Reason;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.policy.RoutingPolicy.Judgement;
import dev.surety.testing.ChiSquare;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlaRouterTest {

  private static final double TARGET = 0.8;
  private static final double[] COSTS = {0.1, 0.3, 1};

  private SlaRouter policy = router(1, 1, Map.of());
  private PolicyMemory memory = memory(policy, COSTS);
  private double[] costs = COSTS;

  private static SlaRouter router(double up, double down, Map<String, String> parameters) {
    FeedbackTerms terms = new FeedbackTerms(1000, up, down, 0, 1000);
    return new SlaRouter(
        new SlaPolicy(1, TARGET, SlaRouter.NAME, 0, parameters, terms, Mode.APPLY));
  }

  private static PolicyMemory memory(RoutingPolicy policy, double[] costs) {
    PolicyMemory memory = policy.newMemory();
    for (int slot = 0; slot < costs.length; slot++) {
      policy.configure(memory, new PoolChange.Added(slot, "model-" + slot, costs[slot], false));
    }
    return memory;
  }

  private void use(double up, double down, Map<String, String> parameters) {
    policy = router(up, down, parameters);
    memory = memory(policy, costs);
  }

  private void judge(int slot, double satisfaction) {
    policy.learn(
        memory,
        new Judgement(
            slot, slot, satisfaction, Features.NONE, 0, true, false, Source.USER, 0.5, false));
  }

  private Choice ask(double queue, String id) {
    int n = costs.length;
    int[] slots = new int[n];
    Arrays.setAll(slots, i -> i);
    String[] models = new String[n];
    Arrays.setAll(models, i -> "model-" + i);
    Choice choice = new Choice();
    choice.reset(n);
    policy.route(
        memory,
        new Question(
            id,
            slots,
            models,
            costs,
            costs,
            1,
            TARGET,
            queue,
            null,
            RoutingRequest.UNKNOWN,
            Features.NONE,
            Chance.of(5, id)),
        choice);
    return choice;
  }

  @Test
  void withoutDebtTheCheapestAnswers() {
    use(1, 1, Map.of("c", "0"));
    judge(2, 1);
    assertThat(ask(0, "r").chosen).isZero();
  }

  @Test
  void withoutWeightOnCostDebtTakesTheBest() {
    use(1, 1, Map.of("c", "0", "v0", "0"));
    judge(1, 1);
    assertThat(ask(1, "r").chosen).isEqualTo(1);
  }

  @Test
  void tiesGoToTheCheapest() {
    costs = new double[] {1, 0.3, 0.3, 0.1};
    use(1, 1, Map.of("c", "0", "v0", "0"));
    assertThat(ask(3, "r").chosen).isEqualTo(3);
  }

  /** Dossier fact 3: the choice minimises the objective, and only differences matter. */
  @Property(tries = 200)
  void theGreedyChoiceMinimisesTheObjective(
      @ForAll @Size(3) List<@DoubleRange(min = 0, max = 1) Double> satisfied,
      @ForAll @DoubleRange(min = 0, max = 50) double queue,
      @ForAll @DoubleRange(min = 0, max = 5) double v) {
    use(1, 1, Map.of("c", "0", "v_rule", "fixed", "v", Double.toString(v)));
    for (int slot = 0; slot < 3; slot++) {
      judge(slot, satisfied.get(slot));
    }
    Choice choice = ask(queue, "r");
    for (int i = 0; i < 3; i++) {
      double lead =
          v * (costs[choice.greedy] - costs[i])
              - queue * (satisfied.get(choice.greedy) - satisfied.get(i));
      assertThat(lead).isLessThan(1e-9);
    }
    assertThat(choice.v).isEqualTo(v);
  }

  @Test
  void explorationFadesWithTheFourthRootOfTime() {
    use(1, 1, Map.of("c", "0.5"));
    assertThat(ask(0, "r1").exploreProbability).isEqualTo(0.5);
    for (int t = 2; t < 16; t++) {
      ask(0, "r" + t);
    }
    Choice sixteenth = ask(0, "r16");
    assertThat(sixteenth.exploreProbability).isEqualTo(0.25);
    assertThat(sixteenth.v).isCloseTo(0.05 * 4, within(1e-12));
    assertThat(sixteenth.propensity).containsExactly(0.25 / 3 + 0.75, 0.25 / 3, 0.25 / 3);
  }

  /** Fails when the drawn model does not follow the propensities that go on the record. */
  @Test
  void choicesFollowThePropensities() {
    for (double queue : new double[] {0, 40}) {
      use(1, 1, Map.of("c", "0.6"));
      judge(0, 0.2);
      judge(2, 1);
      long[] counts = new long[3];
      long explored = 0;
      double[] propensity = null;
      for (int seed = 0; seed < 10_000; seed++) {
        ((SlaRouterClock) memory.decisions()).t = 15;
        Choice choice = ask(queue, "r" + seed);
        counts[choice.chosen]++;
        explored += choice.reason == Reason.EXPLORE ? 1 : 0;
        propensity = choice.propensity;
      }
      ChiSquare.assertFits(counts, propensity);
      ChiSquare.assertFits(new long[] {explored, 10_000 - explored}, new double[] {0.3, 0.7});
    }
  }

  @Test
  void onlyTheModelThatAnsweredIsLearntFrom() {
    judge(1, 1);
    judge(1, 0.5);
    assertThat(ask(0, "r").satisfaction).containsExactly(0.5, 0.75, 0.5);
  }

  @Test
  void aTargetAboveEveryModelIsRecognised() {
    for (int n = 0; n < 30; n++) {
      judge(0, n % 2);
      judge(1, n % 2);
      assertThat(ask(0, "r" + n).catchingUp).describedAs("the third is unknown").isFalse();
    }
    for (int n = 0; n < 30; n++) {
      judge(2, n % 2);
    }
    assertThat(ask(0, "r").catchingUp).isTrue();
  }

  @Test
  void theControllerLowersVBelowTheTargetAndRaisesItAbove() {
    use(1, 1, Map.of("v_rule", "controller"));
    for (int n = 0; n < 30; n++) {
      judge(0, 0);
    }
    double low = ask(0, "r").v;
    assertThat(low).isCloseTo(Math.pow(1.05, -29), within(0.03));
    for (int n = 0; n < 2000; n++) {
      judge(0, 1);
    }
    assertThat(ask(0, "r").v).isEqualTo(SlaRouterClock.MAX_V);
  }

  @Test
  void closedWindowsTeachTheSurrogate() {
    use(0, 0.25, Map.of());
    policy.windowClosed(memory, List.of(new ClosedOutcomes(1, 0, 90, 0, 10)));
    assertThat(ask(0, "r").satisfaction).containsExactly(0.5, 0.6, 0.5);
    policy.windowClosed(memory, List.of(new ClosedOutcomes(2, 0, 1, 0, 9)));
    assertThat(ask(0, "r").satisfaction[2]).describedAs("clipped").isZero();
  }

  @Test
  void naiveCountingIsAnOption() {
    assertThat(router(0, 0.3, Map.of()).countsSilence()).isTrue();
    assertThat(router(0, 0.3, Map.of("queue_increment", "observed")).countsSilence()).isFalse();
  }

  @Test
  void headsThatCouldNeverLearnAreRefused() {
    assertThatThrownBy(() -> router(0, 0.3, Map.of("estimator", "logistic")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use 'running-mean'");
  }

  /** Weighted by who speaks, heads find the rate that neither side's words alone would show. */
  @Test
  void headsMakeUpForUnequalRates() {
    use(0.1, 0.4, Map.of("estimator", "logistic"));
    Random random = new Random(4);
    for (int n = 0; n < 60_000; n++) {
      boolean satisfied = random.nextDouble() < 0.7;
      if (random.nextDouble() < (satisfied ? 0.1 : 0.4)) {
        policy.learn(
            memory,
            new Judgement(
                0, 0, satisfied ? 1 : 0, Features.NONE, 0, true, false, Source.USER, 0.5, true));
      }
    }
    assertThat(ask(0, "r").satisfaction[0]).isCloseTo(0.7, within(0.08));
  }
}
