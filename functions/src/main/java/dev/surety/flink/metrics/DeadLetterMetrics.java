package dev.surety.flink.metrics;

import dev.surety.domain.Rejection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** {@link RouterMetric#DEAD_LETTERS} of one operator. */
public final class DeadLetterMetrics {

  private final Map<Rejection.Reason, Counter> refused = new EnumMap<>(Rejection.Reason.class);

  /**
   * @param reasons for which the operator refuses records; each has its series from the start, so
   *     that the first refusal is an increase
   */
  public DeadLetterMetrics(MetricGroup operator, Rejection.Reason... reasons) {
    MetricGroup group = operator.addGroup(RouterMetric.GROUP);
    for (Rejection.Reason reason : reasons) {
      String label = reason.name().toLowerCase(Locale.ROOT);
      refused.put(reason, BookMetrics.counter(group, RouterMetric.DEAD_LETTERS, label));
    }
  }

  /** A record was refused. */
  public void refused(Rejection.Reason reason) {
    refused.get(reason).inc();
  }
}
