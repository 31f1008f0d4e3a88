package dev.surety.benchmarks.pipeline;

import dev.surety.domain.Chance;
import java.io.Serializable;

/**
 * Which requests come: a pure function of their number, so that sources can be anywhere and
 * feedback finds its request.
 *
 * @param tenants how many there are; the first requests go to each of them once, in turn
 * @param hotShare of later requests that go to tenant 0, 0..1
 * @param models in the pool
 * @param first number of the first request, so that a restored job is not asked again
 * @param start event time of request 0, epoch milliseconds; 50 more come every millisecond
 */
public record Workload(int tenants, double hotShare, int models, long first, long start)
    implements Serializable {

  /** One request in so many is judged. */
  public static final int JUDGED_EVERY = 5;

  private static final int PER_MILLI = 50;
  private static final int HASH_RANGE = 1 << 20;

  /** So far back that no request is ahead of the machine's clock, however many are made. */
  private static final long MILLIS_BACK = 2 * 86_400_000L;

  /** The same traffic of every tenant, 11 models. */
  static Workload even(int tenants) {
    return new Workload(tenants, 0, 11, 0, System.currentTimeMillis() - MILLIS_BACK);
  }

  Workload hot(double share) {
    return new Workload(tenants, share, models, first, start);
  }

  Workload from(long number) {
    return new Workload(tenants, hotShare, models, number, start);
  }

  long time(long number) {
    return start + number / PER_MILLI;
  }

  /** Whose request it is. */
  int tenant(long number) {
    if (number < tenants) {
      return (int) number;
    }
    long hash = Chance.mix(number);
    if ((hash >>> 40 & (HASH_RANGE - 1)) < hotShare * HASH_RANGE) {
      return 0;
    }
    return (int) Long.remainderUnsigned(hash, tenants);
  }
}
