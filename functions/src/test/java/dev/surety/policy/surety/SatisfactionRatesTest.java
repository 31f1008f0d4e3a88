package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SatisfactionRatesTest {
  private final SuretyConstants constants = SuretyConstants.defaults();
  private final SuretyAlgorithm algorithm = new SuretyAlgorithm(constants);

  private SuretyState start(double satisfiedRate, double dissatisfiedRate, double... costs) {
    SuretyState state =
        algorithm.start(
            new SuretyTerms(0.8, satisfiedRate, dissatisfiedRate, false, false, false),
            Precision.EXACT);
    for (double cost : costs) {
      algorithm.addModel(state, cost, 0, 0);
    }
    return state;
  }

  /** The closed form against the study's text, which bisects 22 times. */
  @Property(tries = 2000)
  void rateWithSilenceIsTheBisectedRoot(
      @ForAll @DoubleRange(min = 0, max = 5000) double ups,
      @ForAll @DoubleRange(min = 0, max = 5000) double downs,
      @ForAll @DoubleRange(min = 0.01, max = 30000) double silents,
      @ForAll @DoubleRange(min = 0, max = 1) double satisfiedRate,
      @ForAll @DoubleRange(min = 0, max = 1) double dissatisfiedRate) {
    if (satisfiedRate == dissatisfiedRate) {
      return;
    }
    SuretyState state = start(satisfiedRate, dissatisfiedRate, 1);
    ModelEvidence models = state.learner.models;
    models.ups[0] = ups;
    models.downs[0] = downs;
    models.silents[0] = silents;
    new SatisfactionRates(constants).refresh(state.account, state.learner);
    double k = constants.priorLabels();
    double up = k * models.prior[0] + ups;
    double down = k * (1 - models.prior[0]) + downs;
    double low = 1e-4;
    double high = 1 - 1e-4;
    for (int i = 0; i < 22; i++) {
      double mu = (low + high) / 2;
      double silence = 1 - satisfiedRate * mu - dissatisfiedRate * (1 - mu);
      double slope =
          up / mu - down / (1 - mu) - silents * (satisfiedRate - dissatisfiedRate) / silence;
      if (slope > 0) {
        low = mu;
      } else {
        high = mu;
      }
    }
    // A root within rounding of a cell's edge may fall on either side of it: one cell, not more.
    assertThat(models.rate[0]).isCloseTo((low + high) / 2, within(2.5e-7));
  }

  @Test
  void rateWithoutLabelsRisesWithPriceByTheDefaultSlope() {
    SuretyState state = start(0.2, 0.2, 1, Math.E);
    assertThat(state.learner().slope()).isEqualTo(0.1);
    assertThat(state.learner().satisfaction(0)).isCloseTo(0.75, within(1e-12));
    assertThat(state.learner().satisfaction(1)).isCloseTo(0.85, within(1e-12));
  }

  @Test
  void slopeIsForgottenWhenCheapModelsAreAsGood() {
    SuretyState state = start(1, 1, 1, 10, 100);
    RouteProposal proposal = new RouteProposal();
    for (int t = 0; t < 300; t++) {
      algorithm.route(state, 0, null, proposal);
      algorithm.serve(state, t % 3);
      algorithm.learn(state, t % 3, 0, Outcome.label(t % 10 < 8 ? 1 : 0), false);
    }
    assertThat(state.learner().slope()).isLessThan(0.05);
  }

  @Test
  void warmStartCountsAsPseudoLabels() {
    SuretyState cold = start(0.2, 0.2, 1);
    SuretyState warm = start(0.2, 0.2);
    algorithm.addModel(warm, 1, 3, 7);
    assertThat(cold.learner().satisfaction(0)).isCloseTo(0.8, within(1e-12));
    assertThat(warm.learner().satisfaction(0)).isLessThan(0.6);
    assertThat(warm.learner().variance(0)).isLessThan(0.02);
  }
}
