package dev.surety.job;

import dev.surety.domain.RoutingRequest;
import dev.surety.flink.InboundEvent;
import dev.surety.wire.MalformedRecord;
import dev.surety.wire.RequestJson;

/** Reads the requests topic. */
final class ParseRequests extends ParseFunction<InboundEvent> {

  private static final long serialVersionUID = 1L;

  ParseRequests(InputLimits limits, String jobVersion) {
    super(limits, jobVersion);
  }

  @Override
  InboundEvent parse(RawRecord raw, InputLimits limits, long now)
      throws MalformedRecord, RejectedRecord {
    RoutingRequest request = RequestJson.read(raw.content());
    limits.checkTime(request.time(), raw, now);
    return raw.inbound(request, InputLimits.appendedAt(raw, now));
  }
}
