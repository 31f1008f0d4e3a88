package dev.surety.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.RoutingRequest;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.EncodedRow;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteOutputs;
import dev.surety.wire.json.TopicRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * In ROUTE's place: writes what ROUTE writes, byte for byte as long and to the same sinks, and
 * keeps one value a key, its clock, but decides and learns nothing. What the job costs beyond it is
 * the price of deciding.
 */
final class SameBytesFunction
    extends KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord> {

  private static final long serialVersionUID = 1L;

  private static final int DAY = 20_000;

  private final int models;
  private final long standingsMillis;

  private transient SampleRecords samples;
  private transient ValueState<Long> clock;

  /**
   * @param models in the pool of the job that it stands beside
   * @param standingsMillis at most one standing a key in this time
   */
  SameBytesFunction(int models, long standingsMillis) {
    this.models = models;
    this.standingsMillis = standingsMillis;
  }

  @Override
  public void open(OpenContext context) {
    clock = getRuntimeContext().getState(new ValueStateDescriptor<>("clock", Types.LONG));
  }

  @Override
  public void processElement(
      InboundEvent inbound, ReadOnlyContext context, Collector<TopicRecord> answers)
      throws Exception {
    if (samples == null) {
      samples = SampleRecords.of(inbound, models);
    }
    Long before = clock.value();
    long now = Math.max(before == null ? 0 : before, inbound.event().time());
    clock.update(now);
    byte[] row = samples.outcome();
    if (inbound.event() instanceof RoutingRequest) {
      row = samples.decided();
      answers.collect(
          new TopicRecord(context.getCurrentKey().getBytes(UTF_8), samples.decision().clone()));
    }
    context.output(RouteOutputs.JOURNAL, new EncodedRow(DAY, row.clone()));
    if (before == null || before / standingsMillis != now / standingsMillis) {
      context.output(
          RouteOutputs.STANDINGS,
          new TopicRecord(context.getCurrentKey().getBytes(UTF_8), samples.standing().clone()));
    }
  }

  @Override
  public void processBroadcastElement(
      ControlRecord record, Context context, Collector<TopicRecord> answers) {
    // It needs no configuration.
  }
}
