package dev.surety.job;

import dev.surety.flink.metrics.RouterMetric;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** {@link RouterMetric#MISSED_RECORDS} of one source. */
final class MissedRecords {

  private final Counter missed;

  MissedRecords(MetricGroup operator) {
    missed = operator.addGroup(RouterMetric.GROUP).counter(RouterMetric.MISSED_RECORDS.key());
  }

  void add(long records) {
    missed.inc(records);
  }
}
