package dev.surety.gateway.judge;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many dollars for each day (UTC): set aside before the judge is asked, settled after it. */
final class DayBudget {

  /** Money of another day is no longer counted. */
  record SetAside(long day, double usd) {}

  private final double mostUsd;
  private final LongSupplier clock;
  private long day = Long.MIN_VALUE;
  private double spentUsd;

  DayBudget(double mostUsd, LongSupplier clock) {
    this.mostUsd = mostUsd;
    this.clock = clock;
  }

  /** Sets money aside, or returns {@code null} if there is not enough left today. */
  synchronized SetAside take(double usd) {
    long today = clock.getAsLong() / TimeUnit.DAYS.toMillis(1);
    if (today != day) {
      day = today;
      spentUsd = 0;
    }
    if (spentUsd >= mostUsd || spentUsd + usd > mostUsd) {
      return null;
    }
    spentUsd += usd;
    return new SetAside(day, usd);
  }

  /** What it has really cost. */
  synchronized void settle(SetAside taken, double usd) {
    if (taken.day() == day) {
      spentUsd += usd - taken.usd();
    }
  }
}
