package dev.surety.engine;

import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.estimator.Sample;
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

  /**
   * The largest time this key has seen, epoch milliseconds; times too far from when Kafka appended
   * their record count as of the nearest that is believed, see {@link dev.surety.domain.HeldTime}.
   */
  public long clock = Long.MIN_VALUE;

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

  /** Judgements booked. */
  public long labels;

  /**
   * Answers that the queue was fed with, with the sum and the sum of squares of what was booked for
   * each: its judgement, or where silence counts or the prediction does, what stands for it. What
   * was delivered, as far as users said, is {@link #delivery}.
   */
  public long samples;

  public double satisfactionSum;

  public double satisfactionSquares;

  public long requests;
  public long explored;

  /**
   * Decisions over the whole pool that saw no model which reaches the target of the moment: what
   * was promised, with the debt that is to be repaid.
   */
  public long catchingUpDecisions;

  /** Those that saw none which reaches what was promised, not even by the error of that belief. */
  public long infeasibleDecisions;

  /** Money expected at decision time, and what the best model would have been expected to cost. */
  public double expectedCostUsd;

  public double bestSingleCostUsd;

  /** Money booked from usage. */
  public double costUsd;

  /** What decisions cost, and what the best model's answers would have: see {@link Savings}. */
  public double spentUsd;

  public double bestUsd;

  /** Which of the two money maps holds the present generation. */
  public int moneyMap;

  /** Requests whose money is known, in the present and in the past generation. */
  public int moneyPresent;

  public int moneyPast;

  /** Requests whose money was forgotten early because there were too many. */
  public long moneyDropped;

  /** Feedback records by {@link OutcomeClass}. */
  public long[] outcomes = new long[OutcomeClass.values().length];

  /** Events by {@link Notice} that they raised. */
  public long[] notices = new long[Notice.count()];

  /** Which models fail at present. */
  public final ModelHealth health = new ModelHealth();

  /** Decisions by model slot. */
  public long[] decisions = new long[0];

  /** Slots that the last decision over the whole pool ranked first, best first. */
  public short[] ranking = new short[0];

  /** Whether the last decision over the whole pool was one of either kind. */
  public boolean catchingUp;

  public boolean infeasible;

  /** Slot of the incumbent that the last observed request named, or -1: who answers by now. */
  public short incumbent = -1;

  /** Hash of the configuration that was last applied to this key. */
  public String config = "";

  /**
   * Wall clock when this state began, epoch milliseconds, or 0 if it began before that was kept.
   * Given by who keeps the state: the engine only puts it on the key's rows.
   */
  public long born;

  /**
   * Events before the policy's memory was begun, or last amended by hand: what was learned earlier
   * is not taken back from it.
   */
  public long memoryBegun;

  /** The policy's part. */
  public PolicyMemory.DecisionMemory memory = PolicyMemory.NoMemory.INSTANCE;

  /** By map: what its generation has come to; {@code null} where silence does not count. */
  public final OpenWindow[] windows = new OpenWindow[2];

  /** What was delivered so far. */
  public final Delivery delivery = new Delivery();

  /** What a lower bound on it rests on. */
  public final Certificate certificate = new Certificate();

  /** What it may still spend, and how fast. */
  public final BudgetBooks budget = new BudgetBooks();

  /** How it stands to its deadline, and what is believed of the models' times. */
  public final DeadlineBooks deadline = new DeadlineBooks();

  /** The same of what all tiers of its tenant share. */
  public final BudgetBooks shared = new BudgetBooks();

  /** What its judge was asked, and has cost. */
  public final JudgeBooks judge = new JudgeBooks();

  /** By map: answers that will count when its generation closes; not judged yet. */
  public final Sample[] pending = {new Sample(), new Sample()};

  /** Outcomes of closed windows that the policy has not been given yet, or {@code null}. */
  public WindowCells closed;

  /**
   * A judgement came that stands for {@code weight} answers.
   *
   * @return what of its surplus the queue lost
   */
  double book(double target, double satisfaction, double weight) {
    double lost = feed(weight * (target - satisfaction));
    bookedTarget += weight * target;
    bookedSatisfaction += weight * satisfaction;
    labels++;
    sample(1, satisfaction, satisfaction * satisfaction);
    return lost;
  }

  /** Moves the queue; says by how much it was held at 0. */
  private double feed(double increment) {
    double lost = VirtualQueue.lost(queue, increment);
    queue = VirtualQueue.next(queue, increment);
    return lost;
  }

  /** An answer is booked as predicted, until it is judged. */
  void expect(double target, double predicted) {
    queue = VirtualQueue.next(queue, target - predicted);
    bookedTarget += target;
    bookedSatisfaction += predicted;
    sample(1, predicted, predicted * predicted);
  }

  /** An answer that was booked as predicted is given by another decision instead. */
  void unexpect(double target, double predicted) {
    queue = VirtualQueue.next(queue, predicted - target);
    bookedTarget -= target;
    bookedSatisfaction -= predicted;
    sample(-1, -predicted, -predicted * predicted);
  }

  /**
   * An answer that was booked as predicted was judged, which stands for {@code weight} answers.
   *
   * @return what of its surplus the queue lost
   */
  double correct(double predicted, double satisfaction, double weight) {
    double correction = weight * (satisfaction - predicted);
    double lost = feed(-correction);
    bookedSatisfaction += correction;
    labels++;
    sample(0, correction, (2 * predicted + correction) * correction);
    return lost;
  }

  /**
   * A judgement is replaced by another: the books become what they would be had the new one come in
   * the first place, the queue as {@link VirtualQueue#revised} has it.
   *
   * @param predicted as which the answer is booked apart from its judgement, or {@link Double#NaN}
   * @param weight with which the judgement was booked
   * @param lost what of its surplus the queue lost then
   * @return what of the new one's it loses
   */
  double revise(double predicted, double was, double is, double weight, double lost) {
    double better = weight * (is - was);
    double without = queue - lost;
    queue = VirtualQueue.revised(queue, lost, -better);
    bookedSatisfaction += better;
    if (Double.isNaN(predicted)) {
      sample(0, is - was, is * is - was * was);
    } else {
      double before = weight * (was - predicted) + predicted;
      double after = weight * (is - predicted) + predicted;
      sample(0, better, after * after - before * before);
    }
    return queue - (without - better);
  }

  /** A window closed: all its answers are booked at once, the silent ones included. */
  void close(OpenWindow window) {
    queue = VirtualQueue.next(queue, window.target - window.satisfaction);
    bookedTarget += window.target;
    bookedSatisfaction += window.satisfaction;
    sample(window.answers, window.satisfaction, window.satisfactionSquares);
    closed = closed == null ? new WindowCells() : closed;
    closed.add(window.cells);
  }

  private void sample(int answers, double satisfaction, double squares) {
    samples += answers;
    satisfactionSum += satisfaction;
    satisfactionSquares += squares;
  }

  void countNotices(int bits) {
    for (int rest = bits; rest != 0; rest &= rest - 1) {
      notices[Integer.numberOfTrailingZeros(rest)]++;
    }
  }

  void countDecision(int slot) {
    requests++;
    if (slot >= decisions.length) {
      decisions = Arrays.copyOf(decisions, slot + 1);
    }
    decisions[slot]++;
  }
}
