package dev.surety.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Feedback;
import dev.surety.domain.Rejection;
import dev.surety.domain.RoutingRequest;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;

/** What ROUTE could not apply, as dead letters. */
final class RefusedEvents {

  private final RoutingFunction.Settings settings;

  RefusedEvents(RoutingFunction.Settings settings) {
    this.settings = settings;
  }

  /** The record as ROUTE had it: without its prompt unless prompts are kept. */
  TopicRecord deadLetter(InboundEvent inbound, Rejection rejection) {
    boolean request = inbound.event() instanceof RoutingRequest;
    return DeadLetters.record(
        request ? settings.requestsTopic() : settings.feedbackTopic(),
        inbound.partition(),
        inbound.offset(),
        inbound.appendedAt(),
        rejection,
        settings.jobVersion(),
        inbound.key().getBytes(UTF_8),
        inbound.event() instanceof RoutingRequest r
            ? RequestJson.write(r)
            : FeedbackJson.write((Feedback) inbound.event()),
        inbound.headers());
  }
}
