package dev.surety.engine;

import dev.surety.domain.OutcomeClass;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.VirtualQueue;
import java.util.Arrays;

/**
 * What changes with a decision: debt, counts, clock. A plain struct of a few hundred bytes, written
 * at every event; {@code wire.AccountCodec} is its layout.
 */
public final class Account {

  /** Events applied so far. */
  public long seq;

  /** The largest accepted time this key has seen, epoch milliseconds. */
  public long clock = Long.MIN_VALUE;

  /** The feedback window that the clock is in: clock / window; decides when decisions expire. */
  public long generation = Long.MIN_VALUE;

  /** Which of the two maps holds the present generation. */
  public int presentMap;

  /** Open decisions in the present and in the past generation. */
  public int openPresent;

  public int openPast;

  /** Open decisions dropped because there were too many. */
  public long dropped;

  /** The virtual queue: SLA debt in answers. */
  public double queue;

  /** What the queue was fed: sum of weighted targets and of weighted satisfactions. */
  public double bookedTarget;

  public double bookedSatisfaction;

  /** Judgements booked, and their plain sum and sum of squares. */
  public long labels;

  public double satisfactionSum;

  public double satisfactionSquares;

  public long requests;
  public long explored;
  public long infeasible;

  /** Money expected at decision time, and what the best model would have been expected to cost. */
  public double expectedCostUsd;

  public double bestSingleCostUsd;

  /** Money booked from usage. */
  public double costUsd;

  /** Feedback records by {@link OutcomeClass}. */
  public long[] outcomes = new long[OutcomeClass.values().length];

  /** Decisions by model slot. */
  public long[] decisions = new long[0];

  /** Slots that the last decision ranked first, best first. */
  public short[] ranking = new short[0];

  /** Whether the last decision saw no model that reaches the target. */
  public boolean outOfReach;

  /** Hash of the configuration that was last applied to this key. */
  public String config = "";

  /** The policy's part. */
  public PolicyMemory.DecisionMemory memory = PolicyMemory.NoMemory.INSTANCE;

  void book(double target, double satisfaction, double weight) {
    queue = VirtualQueue.next(queue, weight * (target - satisfaction));
    bookedTarget += weight * target;
    bookedSatisfaction += weight * satisfaction;
    labels++;
    satisfactionSum += satisfaction;
    satisfactionSquares += satisfaction * satisfaction;
  }

  void countDecision(int slot) {
    requests++;
    if (slot >= decisions.length) {
      decisions = Arrays.copyOf(decisions, slot + 1);
    }
    decisions[slot]++;
  }

  /** Mean of the judgements booked, or NaN. */
  public double satisfaction() {
    return satisfactionSum / labels;
  }

  /** Half the width of the mean's 95 % interval, or NaN. */
  public double satisfactionError() {
    double mean = satisfaction();
    double variance = Math.max(0, satisfactionSquares / labels - mean * mean);
    return 1.96 * Math.sqrt(variance / labels);
  }
}
