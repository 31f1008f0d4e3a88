package dev.surety.job;

import dev.surety.domain.Rejection.Reason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the parse functions count, in the scope of their operator: {@code reason.REASON.rejected},
 * records sent to the dead letters. A reporter with labels shows REASON ({@code malformed}, {@code
 * bad_time}, {@code unsupported}) as the label {@code reason}. Records taken are Flink's own {@code
 * numRecordsOut}.
 */
final class ParseMetrics {

  static final String REASON = "reason";
  static final String REJECTED = "rejected";

  private final Map<Reason, Counter> rejected = new EnumMap<>(Reason.class);

  ParseMetrics(MetricGroup operator) {
    for (Reason reason : new Reason[] {Reason.MALFORMED, Reason.BAD_TIME, Reason.UNSUPPORTED}) {
      String label = reason.name().toLowerCase(Locale.ROOT);
      rejected.put(reason, operator.addGroup(REASON, label).counter(REJECTED));
    }
  }

  void rejected(Reason reason) {
    rejected.get(reason).inc();
  }
}
