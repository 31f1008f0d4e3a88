package dev.surety.policy;

import dev.surety.domain.Decision;
import java.util.Arrays;

/**
 * A policy's answer to one {@link Question}; reused from decision to decision, but for the arrays,
 * which stay with the journal row. Positions are those of the question's candidates.
 */
public final class Choice {

  /** Position of the chosen candidate. */
  public int chosen;

  /** Position that the estimates alone would have chosen. */
  public int greedy;

  /** Whether all other candidates are to be queried too. */
  public boolean queryAll;

  /** Context bucket the decision was made in. */
  public int bucket;

  /** Whether the policy's learned memory changed with the decision. */
  public boolean learned;

  public Decision.Reason reason;

  /** Chance of exploring. */
  public double exploreProbability;

  /** Drift-plus-penalty weight, or {@link Double#NaN}. */
  public double v;

  /**
   * Whether no candidate is believed to reach the target of the moment: what was promised, and
   * where the policy has its own account of it, what repays its debt and its doubt besides.
   */
  public boolean catchingUp;

  /**
   * Whether the promise itself is beyond what any is believed to reach: {@link
   * RoutingPolicy#isBeyondReach}. Set by who asks the policy.
   */
  public boolean infeasible;

  /**
   * What a judge's label of the chosen answer would be worth, USD; {@link Double#NaN} where the
   * promise names no judge or nothing can be said.
   */
  public double labelValueUsd;

  /** Chance that a user speaks of the chosen answer, or {@link Double#NaN} in the same cases. */
  public double labelProbability;

  /** Per candidate: what was compared (lower is better). */
  public double[] score = new double[0];

  /** Per candidate: probability of being chosen; they sum to 1. */
  public double[] propensity = new double[0];

  /**
   * Per candidate, for as many as there are: the part of its propensity that is exploration. All 0
   * where the policy does not tell. Stays here, and is longer where it was.
   */
  public double[] exploration = new double[0];

  /** Per candidate: expected satisfaction, 0..1. */
  public double[] satisfaction = new double[0];

  /** Forgets the last answer and makes room for {@code candidates}. */
  public void reset(int candidates) {
    score = new double[candidates];
    propensity = new double[candidates];
    satisfaction = new double[candidates];
    if (exploration.length < candidates) {
      exploration = new double[candidates];
    }
    Arrays.fill(exploration, 0);
    chosen = 0;
    greedy = 0;
    queryAll = false;
    bucket = 0;
    learned = false;
    reason = Decision.Reason.EXPLOIT;
    exploreProbability = 0;
    v = Double.NaN;
    labelValueUsd = Double.NaN;
    labelProbability = Double.NaN;
    catchingUp = false;
    infeasible = false;
  }
}
