package dev.surety.job.journal;

import dev.surety.flink.metrics.RouterMetric;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** {@link RouterMetric#JOURNAL_WAITING} of one writer; set by its task, read by reporters. */
final class JournalMetrics {

  private volatile long bytes;

  JournalMetrics(MetricGroup operator, long most) {
    MetricGroup group = operator.addGroup(RouterMetric.GROUP);
    group.gauge(RouterMetric.JOURNAL_WAITING.key(), (Gauge<Long>) () -> bytes);
    group.gauge(
        RouterMetric.JOURNAL_WAITING_SHARE.key(),
        (Gauge<Double>) () -> bytes == 0 ? 0.0 : bytes / (double) Math.max(1, most));
  }

  void waiting(long waitingBytes) {
    bytes = waitingBytes;
  }

  /** Of all that waits for the disk. */
  long waiting() {
    return bytes;
  }
}
