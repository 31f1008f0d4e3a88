package dev.surety.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The gateway's counts while they grow. */
final class Counted {

  final LongAdder asked = new LongAdder();
  final LongAdder late = new LongAdder();
  final LongAdder notAllowed = new LongAdder();
  final LongAdder notAwaited = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  final LongAdder readFailures = new LongAdder();
  final LongAdder reported = new LongAdder();
  final LongAdder reportsLost = new LongAdder();
  private final Map<Execution.Outcome, LongAdder> outcomes = new EnumMap<>(Execution.Outcome.class);

  Counted() {
    for (Execution.Outcome outcome : Execution.Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
  }

  LongAdder of(Execution.Outcome outcome) {
    return outcomes.get(outcome);
  }

  GatewayCounters read(long waiting) {
    return new GatewayCounters(
        asked.sum(),
        waiting,
        of(Execution.Outcome.DECIDED).sum(),
        of(Execution.Outcome.OBSERVED).sum(),
        of(Execution.Outcome.REFUSED).sum(),
        of(Execution.Outcome.TIMED_OUT).sum(),
        of(Execution.Outcome.NOT_SENT).sum(),
        of(Execution.Outcome.CLOSED).sum(),
        late.sum(),
        notAllowed.sum(),
        notAwaited.sum(),
        unreadable.sum(),
        readFailures.sum(),
        reported.sum(),
        reportsLost.sum());
  }
}
