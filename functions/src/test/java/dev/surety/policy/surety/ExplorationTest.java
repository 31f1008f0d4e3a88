package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExplorationTest {
  private final SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
  private final RouteProposal proposal = new RouteProposal();

  private SuretyState start(double target, double... costs) {
    SuretyState state =
        algorithm.start(new SuretyTerms(target, 0.5, 0.5, false, false, false), Precision.EXACT);
    for (double cost : costs) {
      algorithm.addModel(state, cost, 0, 0);
    }
    return state;
  }

  private void traffic(SuretyState state, int requests, double... rates) {
    SplittableRandom random = new SplittableRandom(9);
    for (int t = 0; t < requests; t++) {
      algorithm.route(state, 0, null, proposal);
      int m = proposal.draw(random.nextDouble());
      algorithm.serve(state, m);
      if (random.nextBoolean()) {
        algorithm.learn(state, m, 0, Outcome.label(random.nextDouble() < rates[m] ? 1 : 0), false);
      }
    }
  }

  @Test
  void newcomerIsTriedOutsideTheJointCap() {
    SuretyState state = start(0.8, 5, 10);
    traffic(state, 3000, 0.7, 0.9);
    algorithm.addModel(state, 1, 0, 0);
    algorithm.route(state, 0, null, proposal);
    assertThat(proposal.exploration(2)).isGreaterThan(0.03).isLessThanOrEqualTo(0.12);
    algorithm.serve(state, 2);
    traffic(state, 3000, 0.7, 0.9, 0.95);
    assertThat(proposal.propensity(2)).isGreaterThan(0.9);
  }

  @Test
  void repricedModelIsTriedAgain() {
    SuretyState state = start(0.8, 1, 9, 10);
    traffic(state, 5000, 0.6, 0.88, 0.9);
    double before = proposal.propensity(2);
    algorithm.reprice(state, 2, 2);
    traffic(state, 3000, 0.6, 0.88, 0.9);
    assertThat(before).isLessThan(0.5);
    assertThat(proposal.propensity(2)).isGreaterThan(0.5);
  }

  @Test
  void cheapModelsGetTheirQuotaOnlyWhileOutOfReach() {
    SuretyState state = start(0.99, 0.1, 1, 10);
    traffic(state, 4500, 0.7, 0.7, 0.72);
    assertThat(proposal.outOfReach()).isTrue();
    assertThat(state.account.outOfReachRun).isGreaterThan(3900);
    assertThat(proposal.explorationShare()).isGreaterThan(0.1);
  }

  @Test
  void untriedCheapModelsThatThePriceLineCallsHopelessShareTwoPercent() {
    SuretyState state = start(0.9, 0.001, 0.002, 9, 10);
    traffic(state, 40, 0.95, 0.1, 0.92, 0.95);
    assertThat(state.labels(0) + state.labels(1)).isLessThan(6);
    algorithm.route(state, 0, null, proposal);
    double cheap = proposal.exploration(0) + proposal.exploration(1);
    assertThat(cheap).isGreaterThan(0.02);
  }

  @Test
  void goodModelSoldAtAHundredthIsFound() {
    SuretyState state = start(0.85, 0.01, 2, 4, 7, 10);
    traffic(state, 6000, 0.9, 0.62, 0.72, 0.8, 0.9);
    assertThat(proposal.propensity(0)).isGreaterThan(0.9);
  }

  @Test
  void manyNewcomersNeverAskForMoreThanAllRequests() {
    SuretyState state = start(0.8, 10);
    traffic(state, 500, 0.9);
    for (int i = 0; i < 20; i++) {
      algorithm.addModel(state, 1 + 0.1 * i, 0, 0);
    }
    algorithm.route(state, 0, null, proposal);
    double sum = 0;
    for (int m = 0; m < proposal.models(); m++) {
      assertThat(proposal.propensity(m)).isNotNegative();
      sum += proposal.propensity(m);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void drawsFollowThePropensities() {
    SuretyState state = start(0.8, 1, 3, 10);
    traffic(state, 700, 0.6, 0.75, 0.9);
    int draws = 1_000_000;
    int[] count = new int[3];
    for (int i = 0; i < draws; i++) {
      count[proposal.draw((i + 0.5) / draws)]++;
    }
    for (int m = 0; m < 3; m++) {
      assertThat(count[m] / (double) draws).isCloseTo(proposal.propensity(m), within(1e-5));
    }
  }

  @Test
  void onlyCandidatesAreServed() {
    SuretyState state = start(0.8, 1, 3, 10);
    traffic(state, 700, 0.6, 0.75, 0.9);
    algorithm.route(state, 0, new boolean[] {true, false, true}, proposal);
    assertThat(proposal.propensity(1)).isZero();
    assertThat(proposal.propensity(0) + proposal.propensity(2)).isCloseTo(1, within(1e-12));
  }
}
