package dev.surety.engine;

import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.Belief;
import dev.surety.policy.Choice;
import dev.surety.policy.ClosedOutcomes;
import dev.surety.policy.Opinions;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PolicyReplay;
import dev.surety.policy.PolicyUpkeep;
import dev.surety.policy.PoolChange;
import dev.surety.policy.Question;
import dev.surety.policy.QueueIncrement;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.fleet.Lesson;
import dev.surety.policy.tagger.PromptTagger;
import java.util.List;

/**
 * A policy that cannot fail: what it throws is caught, and a choice that is made of unusable
 * numbers is replaced by a {@link KnownGood} candidate. Either is {@link #takeFailure remembered}
 * until {@link Recovery} has settled it. All of this is a function of state and input alone, so a
 * replay fails and recovers at the same events.
 */
final class GuardedPolicy implements RoutingPolicy {

  private final RoutingPolicy policy;
  private RuntimeException failure;
  private boolean substituted;

  GuardedPolicy(RoutingPolicy policy) {
    this.policy = policy;
  }

  /** What went wrong since this was last asked, or {@code null}. */
  RuntimeException takeFailure() {
    RuntimeException was = failure;
    failure = null;
    return was;
  }

  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    substituted = false;
    try {
      policy.route(memory, question, choice);
      if (KnownGood.isUsable(question, choice)) {
        return;
      }
      failure = new ArithmeticException(name() + " chose by numbers that are none");
    } catch (RuntimeException e) {
      failure = e;
    }
    substituted = true;
    KnownGood.choose(policy, memory, question, choice);
  }

  /** Nothing is remembered of a failure: nothing was changed. */
  @Override
  public void rank(PolicyMemory memory, Question question, Choice choice) {
    try {
      policy.rank(memory, question, choice);
    } catch (RuntimeException e) {
      choice.reset(question.size());
    }
  }

  @Override
  public void pinned(PolicyMemory memory, Question question, Choice choice) {
    try {
      policy.pinned(memory, question, choice);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void adopt(PolicyMemory memory) {
    try {
      policy.adopt(memory);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void configure(PolicyMemory memory, PoolChange change) {
    try {
      policy.configure(memory, change);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void answered(PolicyMemory memory, int decided, int slot) {
    try {
      policy.answered(memory, decided, slot);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void unrouted(PolicyMemory memory, double satisfaction) {
    try {
      policy.unrouted(memory, satisfaction);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void paid(PolicyMemory memory, int slot, int bucket, double costUsd) {
    try {
      policy.paid(memory, slot, bucket, costUsd);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void repaid(PolicyMemory memory, int slot, int bucket, double wasUsd, double costUsd) {
    try {
      policy.repaid(memory, slot, bucket, wasUsd, costUsd);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void learn(PolicyMemory memory, Judgement judgement) {
    try {
      policy.learn(memory, judgement);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public Mark mark(PolicyMemory memory, int slot) {
    try {
      return policy.mark(memory, slot);
    } catch (RuntimeException e) {
      failure = e;
      return Mark.NONE;
    }
  }

  @Override
  public void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {
    try {
      policy.revise(memory, was, is, then);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void reviseUnrouted(PolicyMemory memory, double was, double is, Mark then) {
    try {
      policy.reviseUnrouted(memory, was, is, then);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public Opinions opinions() {
    Opinions opinions = policy.opinions();
    return opinions == Opinions.NONE ? opinions : new GuardedOpinions(opinions, e -> failure = e);
  }

  @Override
  public void windowClosed(PolicyMemory memory, List<ClosedOutcomes> outcomes) {
    try {
      policy.windowClosed(memory, outcomes);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public List<Lesson> lessons(PolicyMemory memory) {
    return policy.lessons(memory);
  }

  @Override
  public String name() {
    return policy.name();
  }

  @Override
  public String memoryKind() {
    return policy.memoryKind();
  }

  @Override
  public boolean isReady() {
    return policy.isReady();
  }

  @Override
  public PolicyMemory newMemory() {
    return policy.newMemory();
  }

  @Override
  public boolean isSound(PolicyMemory memory) {
    return policy.isSound(memory);
  }

  @Override
  public UsualAnswer usualAnswer(String model) {
    return policy.usualAnswer(model);
  }

  @Override
  public boolean learns(Judgement judgement) {
    return policy.learns(judgement);
  }

  @Override
  public PromptTagger tagger() {
    return policy.tagger();
  }

  @Override
  public boolean learnsFromFeatures() {
    return policy.learnsFromFeatures();
  }

  @Override
  public boolean readsFeatures() {
    return policy.readsFeatures();
  }

  @Override
  public QueueIncrement queueIncrement() {
    return policy.queueIncrement();
  }

  @Override
  public boolean countsSilence() {
    return policy.countsSilence();
  }

  @Override
  public Belief belief(PolicyMemory memory, int slot) {
    return policy.belief(memory, slot);
  }

  @Override
  public double error(PolicyMemory memory, int bucket, int slot) {
    return policy.error(memory, bucket, slot);
  }

  @Override
  public boolean isBeyondReach(PolicyMemory memory, Question question) {
    try {
      return policy.isBeyondReach(memory, question);
    } catch (RuntimeException e) {
      return false; // whatever it believes, it can't be told
    }
  }

  @Override
  public PolicyUpkeep upkeep() {
    return policy.upkeep();
  }

  @Override
  public PolicyReplay replay() {
    return substituted ? policy.replay()::routesByFeatures : policy.replay();
  }
}
