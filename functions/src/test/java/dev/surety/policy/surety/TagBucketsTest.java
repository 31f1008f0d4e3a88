package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagBucketsTest {
  private final SuretyAlgorithm algorithm =
      new SuretyAlgorithm(SuretyConstants.defaults().with(Map.of("buckets", 4.0, "window", 200.0)));
  private final RouteProposal proposal = new RouteProposal();
  private final SuretyState state =
      algorithm.start(new SuretyTerms(0.8, 1, 1, false, false, true), Precision.EXACT);

  private int request(long tag) {
    int bucket = algorithm.bucketOf(state, tag);
    algorithm.route(state, bucket, null, proposal);
    algorithm.serve(state, 0);
    algorithm.learn(state, 0, bucket, Outcome.satisfied(), false);
    return bucket;
  }

  @Test
  void firstTagsOwnABucketAndLaterOnesShareTheLast() {
    algorithm.addModel(state, 1, 0, 0);
    assertThat(request(11)).isEqualTo(0);
    assertThat(request(12)).isEqualTo(1);
    assertThat(request(13)).isEqualTo(2);
    assertThat(request(14)).isEqualTo(3);
    assertThat(request(15)).isEqualTo(3);
    assertThat(request(12)).isEqualTo(1);
  }

  @Test
  void bucketThatTrafficLeftIsMergedIntoTheLastAndGivenAway() {
    algorithm.addModel(state, 1, 0, 0);
    request(11);
    for (int t = 0; t < 2000; t++) {
      request(12);
      request(13);
    }
    double labels = Arrays.stream(state.learner.cells.weight).sum();
    assertThat(request(14)).isZero();
    assertThat(request(11)).isEqualTo(3);
    assertThat(Arrays.stream(state.learner.cells.weight).sum()).isEqualTo(labels + 2);
    assertThat(request(15)).as("a new owner keeps its bucket for a while").isEqualTo(3);
  }
}
