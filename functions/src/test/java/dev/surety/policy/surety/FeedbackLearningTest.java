package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.policy.RoutingPolicy.Mark;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackLearningTest {
  private final SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
  private final RouteProposal proposal = new RouteProposal();

  private SuretyState start(double satisfiedRate, double dissatisfiedRate, boolean solicited) {
    SuretyState state =
        algorithm.start(
            new SuretyTerms(0.8, satisfiedRate, dissatisfiedRate, solicited, false, true),
            Precision.EXACT);
    algorithm.addModel(state, 1, 0, 0);
    algorithm.addModel(state, 10, 0, 0);
    for (int t = 0; t < 40; t++) {
      algorithm.route(state, t % 2, null, proposal);
      algorithm.serve(state, t % 2);
    }
    return state;
  }

  @Test
  void silenceChangesNothingWhereAllSpeakEquallyOften() {
    SuretyState state = start(0.3, 0.3, false);
    state.takeLearnerChange();
    byte[] before = SuretyCodec.learner(state.learner());
    algorithm.learn(state, 0, 0, Outcome.silent(), false);
    assertThat(state.takeLearnerChange()).isFalse();
    assertThat(SuretyCodec.learner(state.learner())).isEqualTo(before);
  }

  @Test
  void fractionalLabelCountsForBothSides() {
    SuretyState state = start(0.3, 0.3, false);
    algorithm.learn(state, 0, 0, Outcome.label(0.25), false);
    double scale = state.account.scale;
    assertThat(state.learner.models.ups[0] * scale).isCloseTo(0.25, within(1e-12));
    assertThat(state.learner.models.downs[0] * scale).isCloseTo(0.75, within(1e-12));
    assertThat(state.learner.cells.satisfied[0]).isEqualTo(0.25);
    assertThat(state.learner.cells.weight[0]).isEqualTo(1);
    assertThat(state.learner().labels()).isEqualTo(1);
  }

  @Test
  void revisedLabelMovesOneCount() {
    for (double rate : new double[] {0.3, 0.4}) {
      SuretyState revised = start(0.3, rate, false);
      SuretyState direct = start(0.3, rate, false);
      algorithm.learn(revised, 1, 1, Outcome.satisfied(), false);
      algorithm.revise(revised, 1, 1, 1, 0, false, mark(revised, 1));
      algorithm.learn(direct, 1, 1, Outcome.dissatisfied(), false);
      assertSameEvidence(revised, direct);
      assertThat(revised.learner.models.cusum[1]).isZero();
    }
  }

  /** Evidence fades between the two words: what is left of the first one moves, and no more. */
  @Test
  void revisedLabelMovesWhatIsLeftOfIt() {
    SuretyState revised = start(0.3, 0.3, false);
    SuretyState direct = start(0.3, 0.3, false);
    algorithm.learn(revised, 1, 1, Outcome.satisfied(), false);
    Mark then = mark(revised, 1);
    algorithm.learn(direct, 1, 1, Outcome.dissatisfied(), false);
    for (SuretyState state : List.of(revised, direct)) {
      for (int t = 0; t < 3000; t++) {
        algorithm.route(state, 0, null, proposal);
        algorithm.serve(state, 0);
      }
    }

    algorithm.revise(revised, 1, 1, 1, 0, false, then);

    for (int column = 0; column < 3; column++) {
      assertThat(revised.learner.models.columns()[column][1])
          .isCloseTo(direct.learner.models.columns()[column][1], within(1e-9));
    }
    assertThat(revised.learner.cells.satisfied).isEqualTo(direct.learner.cells.satisfied);
  }

  private static Mark mark(SuretyState state, int model) {
    return new Mark(state.account.scale, state.learner().resets(model));
  }

  private static void assertSameEvidence(SuretyState left, SuretyState right) {
    for (int column = 0; column < 3; column++) {
      for (int m = 0; m < 2; m++) {
        assertThat(left.learner.models.columns()[column][m])
            .isCloseTo(right.learner.models.columns()[column][m], within(1e-9));
        assertThat(left.learner().satisfaction(m))
            .isCloseTo(right.learner().satisfaction(m), within(1e-9));
      }
    }
    for (int c = 0; c < left.learner.cells.satisfied.length; c++) {
      assertThat(left.learner.cells.satisfied[c])
          .isCloseTo(right.learner.cells.satisfied[c], within(1e-9));
      assertThat(left.learner.cells.weight[c])
          .isCloseTo(right.learner.cells.weight[c], within(1e-9));
    }
    assertThat(left.learner.unsolicitedUps).isEqualTo(right.learner.unsolicitedUps);
    assertThat(left.learner.unsolicitedDowns).isEqualTo(right.learner.unsolicitedDowns);
  }

  @Test
  void correctionOfDroppedEvidenceIsDropped() {
    SuretyState state = start(0.3, 0.3, false);
    Mark then = mark(state, 0);
    algorithm.learn(state, 0, 0, Outcome.satisfied(), false);
    algorithm.renew(state, 0);
    byte[] before = SuretyCodec.learner(state.learner());
    algorithm.revise(state, 0, 0, 1, 0, false, then);
    assertThat(SuretyCodec.learner(state.learner())).isEqualTo(before);
  }

  /** A window that closes brings counts; they weigh what the same outcomes weigh one by one. */
  @Test
  void closingWindowCountsLikeItsOutcomes() {
    SuretyState atOnce = start(0.1, 0.4, false);
    SuretyState oneByOne = start(0.1, 0.4, false);
    algorithm.learn(atOnce, 0, 0, new Outcome(3, 2, 15), false);
    for (int i = 0; i < 20; i++) {
      Outcome outcome =
          i < 15 ? Outcome.silent() : i < 18 ? Outcome.satisfied() : Outcome.dissatisfied();
      algorithm.learn(oneByOne, 0, 0, outcome, false);
    }
    assertSameEvidence(atOnce, oneByOne);
  }

  @Test
  void solicitedLabelsCorrectAReportingRateThatIsTwiceTooHigh() {
    SuretyState state = start(0.3, 0.6, true);
    SplittableRandom random = new SplittableRandom(3);
    for (int t = 0; t < 20_000; t++) {
      algorithm.route(state, 0, null, proposal);
      int m = proposal.draw(random.nextDouble());
      algorithm.serve(state, m);
      boolean satisfied = random.nextDouble() < 0.75;
      Outcome outcome = satisfied ? Outcome.satisfied() : Outcome.dissatisfied();
      if (random.nextDouble() < 0.05) {
        algorithm.learn(state, m, 0, outcome, true);
      } else {
        boolean speaks = random.nextDouble() < (satisfied ? 0.3 : 0.3);
        algorithm.learn(state, m, 0, speaks ? outcome : Outcome.silent(), false);
      }
    }
    assertThat(state.learner().satisfiedRate()).isCloseTo(0.3, within(0.03));
    assertThat(state.learner().dissatisfiedRate()).isCloseTo(0.3, within(0.05));
  }

  /** An estimate, then the bill: no second answer, and what the bill alone would have taught. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCostThatTurnsOutToBeAnotherTeachesTheOther(boolean tags) {
    SuretyTerms terms = new SuretyTerms(0.8, 0.3, 0.3, false, true, tags);
    SuretyState billed = algorithm.start(terms, Precision.EXACT);
    SuretyState estimated = algorithm.start(terms, Precision.EXACT);
    for (SuretyState state : List.of(billed, estimated)) {
      algorithm.addModel(state, 2, 0, 0);
      algorithm.addModel(state, 10, 0, 0);
      for (int t = 0; t < 40; t++) {
        algorithm.paid(state, t % 2, 0, t % 2 == 0 ? 2 : 10);
      }
    }
    algorithm.paid(billed, 0, 0, 3);
    algorithm.paid(estimated, 0, 0, 2.5);
    algorithm.repaid(estimated, 0, 0, 2.5, 3);

    ModelEvidence right = billed.learner().models;
    ModelEvidence mended = estimated.learner().models;
    assertThat(mended.paid.count).isEqualTo(right.paid.count);
    assertThat(mended.paid.sum[0]).isCloseTo(right.paid.sum[0], within(1e-9));
    assertThat(mended.cost).isEqualTo(right.cost);
    if (tags) {
      assertThat(estimated.learner().cells.paid[0])
          .isCloseTo(billed.learner().cells.paid[0], within(1e-2));
      assertThat(estimated.learner().cells.expected).isEqualTo(billed.learner().cells.expected);
    }
    assertThat(estimated.takeLearnerChange()).isTrue();
  }

  @Test
  void realCostsCorrectAWrongPriceList() {
    SuretyTerms terms = new SuretyTerms(0.8, 0.3, 0.3, false, true, false);
    SuretyState state = algorithm.start(terms, Precision.EXACT);
    algorithm.addModel(state, 2, 0, 0);
    algorithm.addModel(state, 10, 0, 0);
    for (int t = 0; t < 5000; t++) {
      algorithm.paid(state, 0, 0, 4);
    }
    assertThat(state.learner().expectedCost(0)).isCloseTo(4, within(0.1));
    algorithm.reprice(state, 0, 1);
    assertThat(state.learner().expectedCost(0)).isCloseTo(2, within(0.05));
  }

  @Test
  void wrongInputIsRefusedWithTheRangeThatIsRight() {
    SuretyState state = start(0.3, 0.3, false);
    assertThatThrownBy(() -> algorithm.learn(state, 2, 0, Outcome.silent(), false))
        .hasMessageContaining("model slot 2 is outside 0..1");
    assertThatThrownBy(() -> algorithm.learn(state, 0, 16, Outcome.silent(), false))
        .hasMessageContaining("tag bucket 16 is outside 0..15");
    assertThatThrownBy(() -> Outcome.label(1.5)).hasMessageContaining("[0, 1]");
    assertThatThrownBy(() -> algorithm.paid(state, 0, 0, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> algorithm.route(state, 0, new boolean[2], proposal))
        .hasMessageContaining("no model can be routed to");
    assertThatThrownBy(() -> new SuretyTerms(0.8, 0, 0, false, false, false))
        .hasMessageContaining("nothing can be learned");
  }
}
