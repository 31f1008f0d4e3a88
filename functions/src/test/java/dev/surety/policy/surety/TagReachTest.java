package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TagReachTest {

  private static final int STEPS = 400;
  private static final int BUCKETS = 16;
  private static final int MOST_MODELS = 6;

  private final SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
  private final RouteProposal proposal = new RouteProposal();

  /** Whatever tags, labels, prices, models and restores come between. */
  @Property(tries = 20)
  void whatIsFoundOnceAFitIsWhatTheCellsSay(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    SuretyState state =
        algorithm.start(new SuretyTerms(0.9, 1, 1, false, false, true), Precision.COMPACT);
    algorithm.addModel(state, 1, 0, 0);
    for (int step = 0; step < STEPS; step++) {
      int models = state.learner.modelCount();
      switch (chance.nextInt(40)) {
        case 0 -> {
          if (models < MOST_MODELS) {
            algorithm.addModel(state, 1 + chance.nextInt(9), chance.nextInt(9), 1);
          }
        }
        case 1 -> algorithm.activate(state, chance.nextInt(models), true);
        case 2 -> {
          if (state.learner.activeCount() > 1) {
            algorithm.activate(state, state.learner.models.byCost[0], false);
          }
        }
        case 3 -> algorithm.renew(state, chance.nextInt(models));
        case 4 -> algorithm.reprice(state, chance.nextInt(models), 1 + chance.nextInt(9));
        default -> request(state, chance);
      }
      assertThat(reach(state, true)).isEqualTo(reach(state, false));
    }
  }

  private void request(SuretyState state, SplittableRandom chance) {
    int bucket = algorithm.bucketOf(state, chance.nextInt(2 * BUCKETS));
    algorithm.route(state, bucket, null, proposal);
    int model = proposal.draw(chance.nextDouble());
    algorithm.serve(state, model, bucket);
    if (chance.nextInt(3) == 0) {
      Outcome said = chance.nextInt(4) == 0 ? Outcome.label(0) : Outcome.label(1);
      algorithm.learn(state, model, bucket, said, false);
    }
  }

  private static double reach(SuretyState state, boolean all) {
    return state.learner.cells.reach(state.account, state.learner.models.byCost, all);
  }
}
