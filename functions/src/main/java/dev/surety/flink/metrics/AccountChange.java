package dev.surety.flink.metrics;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.engine.Account;
import java.util.List;

/** What one event changed in an account; reused from event to event. */
final class AccountChange {

  long requests;
  long explored;
  long infeasible;
  long catchingUp;
  long labels;
  long dropped;
  long samples;

  /** What feedback came to, or {@code null} where none came. */
  OutcomeClass outcome;

  /** The set of {@link dev.surety.domain.Notice} bits that was counted. */
  int notices;

  double satisfactionSum;
  double expectedCostUsd;
  double bookedCostUsd;
  double bestSingleCostUsd;
  double spentUsd;
  double bestUsd;
  long labelsBought;
  long judgeWords;
  double judgeUsd;
  double queue;
  int open;
  int beyondReach;

  /** Failures by slot before the event. */
  private long[] failures = {};

  /** How many of them there were, or -1 where they don't change. */
  private int known;

  /** Slot of the model that has failed with the event, or -1. */
  int failed;

  /**
   * Remembers the account as it is before the event.
   *
   * @param feedback whether it is feedback: nothing else makes a model fail
   */
  void before(Account account, boolean feedback) {
    take(account, 0);
    known = -1;
    if (feedback) {
      long[] now = account.health.failures;
      failures = failures.length < now.length ? now.clone() : failures;
      System.arraycopy(now, 0, failures, 0, now.length);
      known = now.length;
    }
  }

  /**
   * Turns into the difference that the event made. What its rows tell is taken from them: the
   * account's own counts lie apart from all else that a request needs of it.
   */
  void after(Account account, List<JournalRow> rows) {
    take(account, 1);
    outcome = null;
    notices = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) instanceof Decided decided) {
        notices |= decided.notices();
      } else if (rows.get(i) instanceof Outcome booked) {
        notices |= booked.notices();
        outcome = booked.outcome();
      }
    }
    failed = -1;
    if (known >= 0) {
      long[] now = account.health.failures;
      for (int slot = 0; slot < now.length; slot++) {
        failed = now[slot] != (slot < known ? failures[slot] : 0) ? slot : failed;
      }
    }
  }

  /** {@code account} less {@code times} what is remembered. */
  private void take(Account account, int times) {
    requests = account.requests - times * requests;
    explored = account.explored - times * explored;
    infeasible = account.infeasibleDecisions - times * infeasible;
    catchingUp = account.catchingUpDecisions - times * catchingUp;
    labels = account.labels - times * labels;
    dropped = account.dropped - times * dropped;
    samples = account.delivery.answers() - times * samples;
    satisfactionSum = account.delivery.sum() - times * satisfactionSum;
    expectedCostUsd = account.expectedCostUsd - times * expectedCostUsd;
    bookedCostUsd = account.costUsd - times * bookedCostUsd;
    bestSingleCostUsd = account.bestSingleCostUsd - times * bestSingleCostUsd;
    spentUsd = account.spentUsd - times * spentUsd;
    bestUsd = account.bestUsd - times * bestUsd;
    labelsBought = account.judge.bought - times * labelsBought;
    judgeWords = account.judge.words - times * judgeWords;
    judgeUsd = account.judge.spentUsd - times * judgeUsd;
    queue = account.queue - times * queue;
    open = open(account) - times * open;
    beyondReach = (account.infeasible ? 1 : 0) - times * beyondReach;
  }

  static int open(Account account) {
    return account.openPresent + account.openPast;
  }
}
