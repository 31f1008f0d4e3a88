package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SatisfactionLedgerTest {
  private final RouteProposal proposal = new RouteProposal();

  private static SuretyState start(SuretyAlgorithm algorithm, double rate, int models) {
    SuretyState state =
        algorithm.start(new SuretyTerms(0.8, rate, rate, false, false, false), Precision.EXACT);
    for (int m = 0; m < models; m++) {
      algorithm.addModel(state, 1 + m, 0, 0);
    }
    return state;
  }

  /** The study fades every count at every request; here one factor stands for all. */
  @Property(tries = 40)
  void countsFadeAsIfEachWereMultipliedAtEveryRequest(
      @ForAll long seed, @ForAll @DoubleRange(min = 20, max = 3000) double window) {
    SuretyAlgorithm algorithm =
        new SuretyAlgorithm(
            SuretyConstants.defaults()
                .with(Map.of("window", window, "changeThreshold", Double.POSITIVE_INFINITY)));
    SuretyState state = start(algorithm, 0.3, 3);
    SplittableRandom random = new SplittableRandom(seed);
    double[] served = new double[3];
    double[] ups = new double[3];
    double length = 0;
    for (int t = 0; t < 4000; t++) {
      for (int m = 0; m < 3; m++) {
        served[m] *= 1 - 1 / window;
        ups[m] *= 1 - 1 / window;
      }
      length = length * (1 - 1 / window) + 1;
      algorithm.route(state, 0, null, proposal);
      int m = random.nextInt(3);
      algorithm.serve(state, m);
      served[m] += 1;
      if (random.nextInt(3) == 0) {
        algorithm.learn(state, m, 0, Outcome.satisfied(), false);
        ups[m] += 1;
      }
      if (t % 50 == 0) {
        assertThat(state.account().length()).isCloseTo(length, within(1e-9 * length));
        for (int k = 0; k < 3; k++) {
          double scale = state.account.scale;
          assertThat(state.account.served[k] * scale)
              .isCloseTo(served[k], within(1e-9 * (1e-9 + served[k])));
          assertThat(state.learner.models.ups[k] * scale)
              .isCloseTo(ups[k], within(1e-9 * (1e-9 + ups[k])));
        }
      }
    }
  }

  @Test
  void unroutedAnswersAreBookedAndTeachNothing() {
    SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    SuretyState state = start(algorithm, 1, 2);
    double before = state.learner().satisfaction(0);
    for (int t = 0; t < 10; t++) {
      algorithm.book(state, 0);
    }
    algorithm.route(state, 0, null, proposal);
    assertThat(proposal.need()).isCloseTo(8, within(1e-3));
    assertThat(proposal.virtualQueue()).isEqualTo(proposal.need());
    assertThat(state.learner().satisfaction(0)).isEqualTo(before);
  }

  @Test
  void anotherModelsAnswerCountsForThatModel() {
    SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    SuretyState state = start(algorithm, 1, 2);
    algorithm.route(state, 0, null, proposal);
    algorithm.serve(state, 0);
    algorithm.reassign(state, 0, 1);
    algorithm.learn(state, 1, 0, Outcome.satisfied(), false);
    algorithm.route(state, 0, null, proposal);
    assertThat(proposal.satisfied()).isCloseTo(1, within(1e-3));
    assertThat(proposal.standardError()).isLessThan(1e-6);
  }

  @Test
  void toleranceRelaxesTheMarginAndNothingElse() {
    SuretyAlgorithm strict = new SuretyAlgorithm(SuretyConstants.defaults());
    SuretyAlgorithm tolerant =
        new SuretyAlgorithm(SuretyConstants.defaults().with(Map.of("tolerance", 0.01)));
    SuretyState state = start(strict, 0.1, 2);
    for (int t = 0; t < 200; t++) {
      strict.route(state, 0, null, proposal);
      strict.serve(state, t % 2);
    }
    RouteProposal relaxed = new RouteProposal();
    SatisfactionLedger ledger = new SatisfactionLedger(SuretyConstants.defaults());
    ledger.assess(state.account, state.learner, proposal);
    tolerant.route(state, 0, null, relaxed);
    assertThat(proposal.margin()).isEqualTo(2 * proposal.standardError());
    assertThat(relaxed.margin())
        .isCloseTo(2 * relaxed.standardError() - 0.01 * state.account().length(), within(1e-9));
  }
}
