package dev.surety.tools.ope.journal;

import dev.surety.policy.Choice;
import dev.surety.policy.Opinions;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PoolChange;
import dev.surety.policy.Question;
import dev.surety.policy.RoutingPolicy;

/**
 * Leaves every choice to chance, and wants a judge's label of every answer to a request of one tag
 * and of no other: labels that are missing not at random, as bought ones are.
 */
final class BuyingPolicy implements RoutingPolicy {

  private final ShufflePolicy chance;
  private final String tag;
  private final double spoken;

  /**
   * @param first probability of the first candidate
   * @param tag of the requests whose answers are to be judged
   * @param spoken how likely a user is to speak
   */
  BuyingPolicy(double first, String tag, double spoken) {
    chance = new ShufflePolicy(first);
    this.tag = tag;
    this.spoken = spoken;
  }

  @Override
  public String name() {
    return chance.name();
  }

  @Override
  public String memoryKind() {
    return chance.memoryKind();
  }

  @Override
  public PolicyMemory newMemory() {
    return chance.newMemory();
  }

  @Override
  public void configure(PolicyMemory memory, PoolChange change) {}

  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    chance.route(memory, question, choice);
    choice.labelValueUsd = tag.equals(question.tag()) ? 1 : 0;
    choice.labelProbability = spoken;
  }

  @Override
  public void learn(PolicyMemory memory, Judgement judgement) {}

  @Override
  public Opinions opinions() {
    return new Opinions() {
      @Override
      public boolean areTaken() {
        return true;
      }
    };
  }
}
