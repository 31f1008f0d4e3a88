package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How well a model is known depends on the context that it is asked in. */
class CellErrorTest {

  private static final long ASKED = 11;
  private static final long NEW = 12;

  private final SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
  private final RouteProposal proposal = new RouteProposal();
  private final SuretyState state =
      algorithm.start(new SuretyTerms(0.8, 1, 1, false, false, true), Precision.EXACT);

  private int request(long tag, boolean satisfied) {
    int bucket = algorithm.bucketOf(state, tag);
    algorithm.route(state, bucket, null, proposal);
    algorithm.serve(state, 0);
    algorithm.learn(state, 0, bucket, Outcome.label(satisfied ? 1 : 0), false);
    return bucket;
  }

  private double error(int bucket) {
    algorithm.route(state, bucket, null, proposal);
    return algorithm.error(state.learner, bucket, 0);
  }

  @Test
  void whatIsKnownOfAModelInOneContextIsNotKnownInAnother() {
    algorithm.addModel(state, 1, 0, 0);
    int asked = 0;
    for (int i = 0; i < 2000; i++) {
      asked = request(ASKED, i % 5 > 0);
    }
    int other = algorithm.bucketOf(state, NEW);

    double known = Math.sqrt(0.8 * 0.2 / 2000);
    assertThat(state.learner.error(0)).isCloseTo(known, within(0.1 * known));
    assertThat(error(asked)).isCloseTo(known, within(0.1 * known));
    assertThat(error(other)).as("of some 30 labels' worth").isBetween(5 * known, 0.1);

    for (int i = 0; i < 2000; i++) {
      request(NEW, i % 5 > 0);
    }
    assertThat(error(other)).isCloseTo(error(asked), within(0.01 * known));
  }
}
