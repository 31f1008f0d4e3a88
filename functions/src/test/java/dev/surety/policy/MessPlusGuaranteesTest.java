package dev.surety.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guarantees of drift-plus-penalty (dossier section 1, facts 4, 5 and 7), in its own world:
 * predictions are exact, nothing is explored, every answer is judged at once. Fixed seeds; the
 * slack is for the sampling noise of {@value #REQUESTS} requests.
 */
class MessPlusGuaranteesTest {

  private static final int REQUESTS = 50_000;
  private static final double[] COSTS = {0.02, 0.2, 1};
  private static final double[] RATES = {0.4, 0.7, 0.9};
  private static final double NOISE = 4 * 0.5 / Math.sqrt(REQUESTS);

  /** What one run did. */
  private record Run(double cost, double rate, double meanQueue, double endQueue) {}

  private static Run run(double v, double target) {
    Asked asked = new Asked(Map.of("v", Double.toString(v), "c", "0"), COSTS).believing(RATES);
    Random users = new Random(17);
    double queue = 0;
    double queues = 0;
    double cost = 0;
    double satisfied = 0;
    for (int t = 0; t < REQUESTS; t++) {
      int chosen = asked.choose(queue, target).chosen;
      double s = users.nextDouble() < RATES[chosen] ? 1 : 0;
      queues += queue;
      queue = VirtualQueue.next(queue, target - s);
      cost += COSTS[chosen];
      satisfied += s;
    }
    return new Run(cost / REQUESTS, satisfied / REQUESTS, queues / REQUESTS, queue);
  }

  /** Cheapest mixture of two models that reaches the target: the best stationary policy. */
  private static double cheapestMixture(double target) {
    double best = Double.POSITIVE_INFINITY;
    for (int a = 0; a < COSTS.length; a++) {
      for (int b = 0; b < COSTS.length; b++) {
        if (RATES[a] >= target) {
          best = Math.min(best, COSTS[a]);
        } else if (RATES[b] > target) {
          double share = (target - RATES[a]) / (RATES[b] - RATES[a]);
          best = Math.min(best, COSTS[a] + share * (COSTS[b] - COSTS[a]));
        }
      }
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 20, 100})
  void costIsWithinHalfOverVOfTheBestStationaryPolicy(double v) {
    assertThat(run(v, 0.8).cost()).isLessThanOrEqualTo(cheapestMixture(0.8) + 1 / (2 * v) + NOISE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 20, 100})
  void debtIsBoundedAndTheTargetKept(double v) {
    double target = 0.8;
    double delta = RATES[2] - target;

    Run run = run(v, target);

    assertThat(run.meanQueue()).isLessThanOrEqualTo((0.5 + v * (COSTS[2] - COSTS[0])) / delta);
    assertThat(run.rate()).isGreaterThanOrEqualTo(target - run.endQueue() / REQUESTS - 1e-9);
  }

  /** The debt that V allows is really used: more weight on cost, less money, more debt. */
  @Test
  void vTradesMoneyForDebt() {
    Run careful = run(0.2, 0.8);
    Run thrifty = run(20, 0.8);

    assertThat(thrifty.cost()).isLessThan(careful.cost() - 0.05);
    assertThat(thrifty.meanQueue()).isGreaterThan(careful.meanQueue() + 5);
  }

  /** Fact 7: above what any model reaches, every choice is right and the debt still grows. */
  @Test
  void anInfeasibleTargetGrowsDebtLinearly() {
    double target = 0.95;

    Run run = run(1, target);

    assertThat(run.endQueue() / REQUESTS).isCloseTo(target - RATES[2], within(NOISE));
    assertThat(run.rate()).isCloseTo(RATES[2], within(NOISE));
  }
}
