package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.policy.RoutingPolicy.Mark;
import dev.surety.policy.fleet.FleetPrior;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A judge is asked while his labels are worth something, which is not when a model is served most:
 * what he says of some contexts must not be taken for all of them. One model satisfies nine in ten
 * in one context and half in another, which the fleet knows; every third answer in the first one is
 * judged, with words as they are on average.
 */
class JudgedContextsTest {

  private static final long EASY = 1;
  private static final long HARD = 2;
  private static final int REQUESTS = 3000;

  private static final FleetPrior VERSION =
      new FleetPrior(
          List.of("m0"),
          new int[] {(int) EASY, (int) HARD},
          new double[][] {{0.9}, {0.5}, {0.7}},
          new double[] {0.7},
          30);

  private final RouteProposal proposal = new RouteProposal();
  private final SuretyAlgorithm algorithm = algorithm(1);

  @Test
  void aJudgeWhoIsAskedInEasyContextsMisleadsNobody() {
    SuretyState state = life(algorithm);

    assertThat(state.learner().satisfaction(0)).isCloseTo(0.7, within(0.01));
    assertThat(estimate(algorithm, state)).isCloseTo(0.7, within(0.01));
  }

  /** As the studies have it, who are not told where he was asked. */
  @Test
  void withoutThatHisWordsWouldStandForAll() {
    SuretyAlgorithm ofStudy = algorithm(0);
    SuretyState state = life(ofStudy);

    assertThat(state.learner().satisfaction(0)).isGreaterThan(0.87);
    assertThat(estimate(ofStudy, state)).isGreaterThan(0.87);
  }

  /** A user's word takes the place of the judge's, whose context then counts no more. */
  @Test
  void wordsThatAreWithdrawnLeaveNoContextBehind() {
    SuretyState state = start(algorithm);
    for (int t = 0; t < 5; t++) {
      int bucket = serve(algorithm, state, EASY);
      algorithm.judged(state, 0, bucket, 1, false);
      Mark then = new Mark(state.account.scale, state.learner().resets(0));
      algorithm.overruled(state, 0, bucket, 1, Outcome.satisfied(), then);
    }

    assertThat(state.learner.models.judged(0)).isCloseTo(0, within(1e-9));
    assertThat(state.learner.models.judgedPlaced[0]).isCloseTo(0, within(1e-9));
    assertThat(state.learner.models.judgedExcess[0]).isCloseTo(0, within(1e-9));
  }

  /**
   * Of words that were learned before nobody knows where they were said: they count as they did.
   */
  @Test
  void learnersOfLayout5ComeBackAndGoOn() {
    SuretyState before = life(algorithm(0));
    byte[] fifth = SuretyCodec.learner(before.learner());
    double rate = before.learner().satisfaction(0);

    SuretyState state =
        algorithm.join(
            SuretyCodec.readAccount(SuretyCodec.account(before.account())),
            SuretyCodec.readLearner(fifth),
            VERSION,
            JudgedContextsTest::name);

    assertThat(fifth[0]).isEqualTo((byte) 5);
    assertThat(state.learner().satisfaction(0)).isEqualTo(rate);
    assertThat(SuretyCodec.learner(state.learner())).isEqualTo(fifth);
    serve(algorithm, state);
    byte[] sixth = SuretyCodec.learner(state.learner());
    assertThat(sixth[0]).isEqualTo((byte) 6);
    assertThat(sixth).hasSizeLessThanOrEqualTo(fifth.length + 18);
    SuretyLearner read = SuretyCodec.readLearner(sixth);
    assertThat(read.models.judgedPlaced).isEqualTo(state.learner.models.judgedPlaced);
    assertThat(read.models.judgedExcess).isEqualTo(state.learner.models.judgedExcess);
    assertThat(state.learner.judgedExcess(0)).isBetween(0.0, 0.01);
  }

  @Test
  void withoutAFleetNothingIsKeptOfWhereHeWasAsked() {
    SuretyState state = algorithm.start(terms(), Precision.EXACT);
    algorithm.addModel(state, 1, 0, 0);
    algorithm.appoint(state, 0.9);
    serve(algorithm, state);

    assertThat(state.learner.models.judged(0)).isPositive();
    assertThat(SuretyCodec.learner(state.learner())[0]).isEqualTo((byte) 5);
    assertThat(state.learner.judgedExcess(0)).isZero();
  }

  private SuretyState life(SuretyAlgorithm by) {
    SuretyState state = start(by);
    for (int t = 0; t < REQUESTS; t += 6) {
      serve(by, state);
    }
    return state;
  }

  private SuretyState start(SuretyAlgorithm by) {
    SuretyState state = by.start(terms(), Precision.EXACT);
    by.addModel(state, 1, 0, 0);
    by.appoint(state, 0.9);
    by.take(state, VERSION, JudgedContextsTest::name);
    return state;
  }

  /** Three requests in either context, and the judge's word on the last of the easy ones. */
  private void serve(SuretyAlgorithm by, SuretyState state) {
    for (int i = 0; i < 3; i++) {
      serve(by, state, HARD);
      int bucket = serve(by, state, EASY);
      if (i == 2) {
        by.judged(state, 0, bucket, 0.9 * 0.9 + 0.1 * 0.1, false);
      }
    }
  }

  private int serve(SuretyAlgorithm by, SuretyState state, long tag) {
    int bucket = by.bucketOf(state, tag);
    by.route(state, bucket, null, proposal);
    by.serve(state, 0, bucket);
    return bucket;
  }

  /** What the ledger believes of all answers together. */
  private double estimate(SuretyAlgorithm by, SuretyState state) {
    by.route(state, by.bucketOf(state, EASY), null, proposal);
    return proposal.satisfied / state.account().length();
  }

  private static SuretyAlgorithm algorithm(double judgedContexts) {
    return new SuretyAlgorithm(
        SuretyConstants.defaults().with(Map.of("judgedContexts", judgedContexts)));
  }

  private static SuretyTerms terms() {
    return new SuretyTerms(0.6, 0.1, 0.1, false, false, true);
  }

  private static String name(int slot) {
    return "m" + slot;
  }
}
