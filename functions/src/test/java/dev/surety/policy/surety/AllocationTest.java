package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decidingAndLearningAllocateNothing(boolean tags) {
    SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    SuretyTerms terms = new SuretyTerms(0.8, 0.2, 0.3, true, true, tags);
    SuretyState state = algorithm.start(terms, Precision.COMPACT);
    for (int m = 0; m < 11; m++) {
      algorithm.addModel(state, 1 + m, 0, 0);
    }
    RouteProposal proposal = new RouteProposal();
    requests(algorithm, state, proposal, 2000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    requests(algorithm, state, proposal, 10_000);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes / 10_000.0).as("bytes a request").isLessThan(1);
  }

  private static void requests(
      SuretyAlgorithm algorithm, SuretyState state, RouteProposal proposal, int count) {
    for (int t = 0; t < count; t++) {
      int bucket = state.learner().terms().usesTags() ? t % 16 : 0;
      algorithm.route(state, bucket, null, proposal);
      int m = proposal.draw((t % 997) / 997.0);
      algorithm.serve(state, m);
      algorithm.paid(state, m, bucket, 1 + m);
      Outcome outcome =
          t % 7 == 0
              ? Outcome.satisfied()
              : t % 11 == 0 ? Outcome.dissatisfied() : Outcome.silent();
      algorithm.learn(state, m, bucket, outcome, t % 77 == 0);
    }
  }
}
