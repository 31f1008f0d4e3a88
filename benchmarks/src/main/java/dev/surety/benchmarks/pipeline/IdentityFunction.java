package dev.surety.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.RoutingRequest;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.InboundEvent;
import dev.surety.wire.json.TopicRecord;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * In ROUTE's place: answers every request with its id, keeps nothing, learns nothing. What the job
 * costs around it is the price of Flink, of parsing and of features.
 */
public final class IdentityFunction
    extends KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(
      InboundEvent inbound, ReadOnlyContext context, Collector<TopicRecord> answers) {
    if (inbound.event() instanceof RoutingRequest request) {
      answers.collect(
          new TopicRecord(
              context.getCurrentKey().getBytes(UTF_8),
              ("{\"request_id\":\"" + request.requestId() + "\"}").getBytes(UTF_8)));
    }
  }

  @Override
  public void processBroadcastElement(
      ControlRecord record, Context context, Collector<TopicRecord> answers) {
    // It needs no configuration.
  }
}
