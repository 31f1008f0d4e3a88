package dev.surety.flink.metrics;

import dev.surety.domain.Notice;
import dev.surety.engine.Account;

/** What one event changed in an account; reused from event to event. */
final class AccountChange {

  long requests;
  long explored;
  long infeasible;
  long catchingUp;
  long labels;
  long dropped;
  long samples;
  final long[] outcomes = new long[BookMetrics.OUTCOMES.length];
  final long[] notices = new long[Notice.count()];
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

  private int known;

  /** Slot of the model that has failed with the event, or -1. */
  int failed;

  /** Remembers the account as it is before the event. */
  void before(Account account) {
    take(account, 0);
    long[] now = account.health.failures;
    failures = failures.length < now.length ? now.clone() : failures;
    System.arraycopy(now, 0, failures, 0, now.length);
    known = now.length;
  }

  /** Turns into the difference that the event made. */
  void after(Account account) {
    take(account, 1);
    long[] now = account.health.failures;
    failed = -1;
    for (int slot = 0; slot < now.length; slot++) {
      failed = now[slot] != (slot < known ? failures[slot] : 0) ? slot : failed;
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
    for (int i = 0; i < account.outcomes.length; i++) {
      outcomes[i] = account.outcomes[i] - times * outcomes[i];
    }
    for (int i = 0; i < account.notices.length; i++) {
      notices[i] = account.notices[i] - times * notices[i];
    }
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
