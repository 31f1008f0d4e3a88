package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.RoutingRequest;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteOutputs;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import dev.surety.wire.json.WhoAsked;

/** Reads the requests topic. */
final class ParseRequests extends ParseFunction<InboundEvent> {

  private static final long serialVersionUID = 1L;

  ParseRequests(InputLimits limits, String jobVersion) {
    super(limits, jobVersion);
  }

  @Override
  InboundEvent parse(RawRecord raw, InputLimits limits, long now)
      throws MalformedRecord, RejectedRecord {
    RoutingRequest request = RequestJson.read(raw.content(), this::cut);
    limits.checkTime(request.time(), raw, now);
    return raw.inbound(request, InputLimits.appendedAt(raw, now));
  }

  /** Whoever waits is told at once; no gateway may read dead letters. */
  @Override
  void refused(RawRecord raw, Rejection rejection, Context context) {
    WhoAsked who = WhoAsked.of(raw.key(), raw.value());
    if (who != null) {
      long now = context.timerService().currentProcessingTime();
      Refusal refusal = Refusal.of(who.requestId(), who.key(), rejection, now);
      context.output(
          RouteOutputs.REFUSALS,
          new TopicRecord(
              who.key().key().getBytes(UTF_8), new DecisionJson.Writer().write(refusal)));
    }
  }
}
