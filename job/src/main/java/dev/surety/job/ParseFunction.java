package dev.surety.job;

import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.flink.RouteOutputs;
import dev.surety.flink.metrics.CutMetrics;
import dev.surety.flink.metrics.DeadLetterMetrics;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.MalformedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns raw records into something believed; what isn't goes to {@link RouteOutputs#DEAD_LETTERS}
 * as it came. No record, whatever its bytes, makes it fail.
 *
 * @param <T> what a record means
 */
abstract sealed class ParseFunction<T> extends ProcessFunction<RawRecord, T>
    permits ParseRequests, ParseFeedback, ParseControl {

  private static final long serialVersionUID = 1L;

  private final InputLimits limits;
  private final String jobVersion;

  private transient DeadLetterMetrics deadLetters;
  private transient CutMetrics cuts;

  ParseFunction(InputLimits limits, String jobVersion) {
    this.limits = limits;
    this.jobVersion = jobVersion;
  }

  /**
   * What the record means.
   *
   * @param now wall clock, epoch milliseconds
   */
  abstract T parse(RawRecord raw, InputLimits limits, long now)
      throws MalformedRecord, RejectedRecord;

  /** Something that decorates the record being parsed was cut or left out. */
  final void cut() {
    cuts.cut();
  }

  /** A record was refused, and is among the dead letters. */
  void refused(RawRecord raw, Rejection rejection, Context context) {}

  @Override
  public void open(OpenContext context) {
    deadLetters =
        new DeadLetterMetrics(
            getRuntimeContext().getMetricGroup(),
            Reason.MALFORMED,
            Reason.BAD_TIME,
            Reason.UNSUPPORTED);
    cuts = new CutMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<T> out) {
    T parsed = null;
    Rejection rejection = null;
    try {
      limits.checkSize(raw);
      parsed = parse(raw, limits, context.timerService().currentProcessingTime());
    } catch (RejectedRecord e) {
      rejection = e.rejection();
    } catch (MalformedRecord e) {
      rejection = new Rejection(Reason.MALFORMED, e.getMessage());
    } catch (RuntimeException e) {
      // A fault of ours, but the job must not fail at the same record again and again.
      rejection = new Rejection(Reason.MALFORMED, "the job could not read it: " + e);
    }
    if (rejection == null) {
      out.collect(parsed);
    } else {
      deadLetters.refused(rejection.reason());
      context.output(
          RouteOutputs.DEAD_LETTERS,
          DeadLetters.record(
              raw.topic(),
              raw.partition(),
              raw.offset(),
              raw.appendedAt(),
              rejection,
              jobVersion,
              raw.key(),
              raw.value(),
              raw.headers()));
      refused(raw, rejection, context);
    }
  }
}
