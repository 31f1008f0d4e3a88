package dev.surety.lab.evaluate;

import dev.surety.domain.Feedback;
import dev.surety.domain.TenantTier;
import dev.surety.policy.health.AttemptSum;
import dev.surety.policy.health.AttemptWindow;
import dev.surety.policy.health.BreakerBoard;
import dev.surety.policy.health.HealthTerms;
import dev.surety.policy.health.PoolHealth;

/** The job's HEALTH in one thread: what tenants report, second by second. */
final class SharedHealth {

  private static final HealthTerms TERMS = HealthTerms.USUAL;
  private static final long SECOND_MILLIS = 1000;

  private final AttemptWindow window = new AttemptWindow();
  private final BreakerBoard board = new BreakerBoard();
  private boolean changed;
  private long second;

  /** What a tenant met, at a time in milliseconds. */
  void take(int tenant, Feedback feedback, long now) {
    TenantTier key = new TenantTier("tenant-" + tenant, "evaluate");
    window.take(feedback.toBuilder().key(key).build(), now, now, sum -> hear(sum, now));
  }

  private void hear(AttemptSum sum, long now) {
    changed |= board.take(sum, now, TERMS);
  }

  /**
   * Time has gone by.
   *
   * @return what is in force from now on, or {@code null} if that is what was
   */
  PoolHealth look(long now) {
    if (now / SECOND_MILLIS != second) {
      second = now / SECOND_MILLIS;
      window.flush(sum -> hear(sum, now));
    }
    changed |= board.look(now, TERMS);
    boolean news = changed;
    changed = false;
    return news ? board.health() : null;
  }
}
