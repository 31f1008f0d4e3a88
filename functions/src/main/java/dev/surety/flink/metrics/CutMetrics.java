package dev.surety.flink.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** {@link RouterMetric#CUT_DECORATION} of one operator. */
public final class CutMetrics {

  private final Counter cut;

  public CutMetrics(MetricGroup operator) {
    cut = operator.addGroup(RouterMetric.GROUP).counter(RouterMetric.CUT_DECORATION.key());
  }

  /** Something that decorates a record was cut or left out. */
  public void cut() {
    cut.inc();
  }
}
