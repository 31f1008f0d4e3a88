package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stored bytes of a tenant that has used all of its models and buckets; prints the table. */
class StateSizeTest {

  @ParameterizedTest
  @CsvSource({
    "4, true, 1500", "11, true, 3072", "27, true, 6144",
    "4, false, 1000", "11, false, 1024", "27, false, 2048"
  })
  void compactLearnerKeepsTheBudget(int models, boolean tags, int budget) {
    int usual = learner(models, tags, Precision.COMPACT, false);
    int everything = learner(models, tags, Precision.COMPACT, true);
    System.out.printf(
        "%d models, %s: compact learner %d (everything in use %d), exact %d (%d); account %d%n",
        models,
        tags ? "16 buckets" : "no tags",
        usual,
        everything,
        learner(models, tags, Precision.EXACT, false),
        learner(models, tags, Precision.EXACT, true),
        SuretyCodec.account(state(models, tags, Precision.COMPACT, true).account()).length);
    assertThat(usual).isLessThanOrEqualTo(budget);
  }

  private static int learner(int models, boolean tags, Precision precision, boolean everything) {
    return SuretyCodec.learner(state(models, tags, precision, everything).learner()).length;
  }

  /**
   * Usual: equal rates, listed costs. Everything: warm starts, unequal rates, silence, solicited
   * labels, learned costs, named tags, and the fullest list of cells set aside.
   */
  private static SuretyState state(
      int models, boolean tags, Precision precision, boolean everything) {
    SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    SuretyTerms terms =
        new SuretyTerms(0.8, 0.2, everything ? 0.4 : 0.2, everything, everything, tags);
    SuretyState state = algorithm.start(terms, precision);
    for (int m = 0; m < models; m++) {
      algorithm.addModel(state, 1 + m, everything ? 1 : 0, everything ? 1 : 0);
    }
    SplittableRandom random = new SplittableRandom(1);
    RouteProposal proposal = new RouteProposal();
    for (int t = 1; t <= 8000; t++) {
      int bucket =
          !tags
              ? 0
              : everything ? algorithm.bucketOf(state, 1 + random.nextInt(16)) : random.nextInt(16);
      algorithm.route(state, bucket, null, proposal);
      algorithm.serve(state, t % models);
      algorithm.paid(state, t % models, bucket, 1 + random.nextDouble());
      Outcome outcome = Outcome.label(random.nextInt(2));
      algorithm.learn(state, t % models, bucket, outcome, everything && t % 3 == 0);
      if (everything) {
        algorithm.learn(state, t % models, bucket, Outcome.silent(), false);
      }
    }
    for (int burst = 0; tags && everything && burst < 20; burst++) {
      Outcome outcome = Outcome.label(random.nextInt(2));
      algorithm.learn(state, burst % models, burst % 16, outcome, false);
    }
    return state;
  }
}
