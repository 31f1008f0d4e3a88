package dev.surety.flink.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogramStatistics;

/**
 * The last values, in a ring. Flink's own histogram takes a lock for every value; here one thread
 * writes and needs none. Who reads meanwhile may get a value that is one round older.
 */
final class RecentLatencies implements Histogram {

  private static final int KEPT = 1024;

  private final AtomicLongArray ring = new AtomicLongArray(KEPT);
  private final AtomicLong count = new AtomicLong();

  @Override
  public void update(long value) {
    long n = count.getPlain();
    ring.lazySet((int) (n % KEPT), value);
    count.lazySet(n + 1);
  }

  @Override
  public long getCount() {
    return count.get();
  }

  @Override
  public HistogramStatistics getStatistics() {
    double[] values = new double[(int) Math.min(KEPT, count.get())];
    for (int i = 0; i < values.length; i++) {
      values[i] = ring.get(i);
    }
    return new DescriptiveStatisticsHistogramStatistics(values);
  }
}
