package dev.surety.policy.surety;

import dev.surety.policy.Opinions;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.RoutingPolicy.Judgement;
import dev.surety.policy.RoutingPolicy.Mark;

/** Carries what a judge says to the algorithm. */
final class SuretyOpinions implements Opinions {

  private final SuretyPolicy policy;

  SuretyOpinions(SuretyPolicy policy) {
    this.policy = policy;
  }

  @Override
  public boolean areTaken() {
    return true;
  }

  @Override
  public void learn(PolicyMemory memory, Judgement opinion) {
    SuretyState state = policy.state(memory);
    if (isKnown(state, opinion)) {
      int bucket = SuretyPolicy.known(state, opinion.bucket());
      policy.model().judged(state, opinion.slot(), bucket, opinion.satisfaction(), false);
    }
  }

  @Override
  public void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {
    SuretyState state = policy.state(memory);
    if (isKnown(state, was)) {
      int bucket = SuretyPolicy.known(state, was.bucket());
      double before = was.satisfaction();
      policy.model().rejudged(state, was.slot(), bucket, before, is.satisfaction(), then);
    }
  }

  @Override
  public void overrule(PolicyMemory memory, Judgement opinion, Judgement said, Mark then) {
    SuretyState state = policy.state(memory);
    if (!isKnown(state, opinion)) {
      return;
    }
    int slot = opinion.slot();
    int bucket = SuretyPolicy.known(state, opinion.bucket());
    double word = opinion.satisfaction();
    if (said.windowed()) {
      policy.model().rejudged(state, slot, bucket, word, Double.NaN, then);
    } else {
      policy.model().overruled(state, slot, bucket, word, Outcome.label(said.satisfaction()), then);
    }
  }

  @Override
  public void pair(PolicyMemory memory, Judgement said, double judged, int count) {
    SuretyState state = policy.state(memory);
    if (isKnown(state, said)) {
      int bucket = SuretyPolicy.known(state, said.bucket());
      policy.model().paired(state, said.slot(), bucket, said.satisfaction(), judged, count);
    }
  }

  private static boolean isKnown(SuretyState state, Judgement judgement) {
    return judgement.slot() < state.learner.modelCount() && state.learner.judge != null;
  }
}
