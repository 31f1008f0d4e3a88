package dev.surety.policy;

import dev.surety.policy.RoutingPolicy.Judgement;
import dev.surety.policy.RoutingPolicy.Mark;

/**
 * What a policy makes of a judge's words where its promise names a judge: labels that err, bought
 * where they are worth it. They are no user's, so they are learned from, and are neither in the
 * virtual queue nor in what was delivered. All of it changes both parts of the memory.
 */
public interface Opinions {

  /** Of a policy that takes a judge's word for a user's. */
  Opinions NONE = new Opinions() {};

  /** Whether a judge's words come here. */
  default boolean areTaken() {
    return false;
  }

  /**
   * The judge has judged an answer of which no user has spoken. What is said of windows in {@link
   * RoutingPolicy#windowClosed} is not of it any more.
   */
  default void learn(PolicyMemory memory, Judgement opinion) {}

  /**
   * The judge has judged the same answer anew.
   *
   * @param then what {@link RoutingPolicy#mark} said when {@code was} was learned
   */
  default void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {}

  /**
   * A user has spoken of an answer that the judge had judged: the user's word stands, the judge's
   * is taken back. A judgement that {@link Judgement#windowed comes with its window} is not learned
   * here.
   */
  default void overrule(PolicyMemory memory, Judgement opinion, Judgement said, Mark then) {}

  /**
   * A user and the judge have spoken of one answer: how often does the judge err?
   *
   * @param said what the user said
   * @param judged what the judge said, 0..1
   * @param count 1, or -1 where it was another pair after all
   */
  default void pair(PolicyMemory memory, Judgement said, double judged, int count) {}
}
