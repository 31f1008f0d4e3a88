package dev.surety.job;

import dev.surety.domain.Feedback;
import dev.surety.flink.InboundEvent;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;

/** Reads the feedback topic. */
final class ParseFeedback extends ParseFunction<InboundEvent> {

  private static final long serialVersionUID = 1L;

  ParseFeedback(InputLimits limits, String jobVersion) {
    super(limits, jobVersion);
  }

  @Override
  InboundEvent parse(RawRecord raw, InputLimits limits, long now)
      throws MalformedRecord, RejectedRecord {
    Feedback feedback = FeedbackJson.read(raw.content(), this::cut);
    limits.checkTime(feedback.time(), raw, now);
    return raw.inbound(feedback, InputLimits.appendedAt(raw, now));
  }
}
