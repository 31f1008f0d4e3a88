package dev.surety.trials.soak;

import dev.surety.engine.Account;

/**
 * The money on a key's account in a savepoint.
 *
 * @param costUsd of answers
 * @param judgeUsd of a judge's labels
 */
record SavedMoney(double costUsd, double judgeUsd) {

  static final SavedMoney NONE = new SavedMoney(0, 0);

  static SavedMoney of(Account account) {
    return new SavedMoney(account.costUsd, account.judge.spentUsd);
  }
}
