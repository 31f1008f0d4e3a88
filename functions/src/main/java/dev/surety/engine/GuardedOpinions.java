package dev.surety.engine;

import dev.surety.policy.Opinions;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.RoutingPolicy.Judgement;
import dev.surety.policy.RoutingPolicy.Mark;
import java.util.function.Consumer;

/**
 * What a policy that cannot fail makes of a judge's words; see {@link GuardedPolicy}.
 *
 * @param failed takes what went wrong
 */
record GuardedOpinions(Opinions opinions, Consumer<RuntimeException> failed) implements Opinions {

  @Override
  public boolean areTaken() {
    return opinions.areTaken();
  }

  @Override
  public void learn(PolicyMemory memory, Judgement opinion) {
    guard(() -> opinions.learn(memory, opinion));
  }

  @Override
  public void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {
    guard(() -> opinions.revise(memory, was, is, then));
  }

  @Override
  public void overrule(PolicyMemory memory, Judgement opinion, Judgement said, Mark then) {
    guard(() -> opinions.overrule(memory, opinion, said, then));
  }

  @Override
  public void pair(PolicyMemory memory, Judgement said, double judged, int count) {
    guard(() -> opinions.pair(memory, said, judged, count));
  }

  private void guard(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }
}
