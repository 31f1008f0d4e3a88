package dev.surety.flink;

import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.policy.health.AttemptSum;
import dev.surety.policy.health.AttemptWindow;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums up attempts beside whoever parses feedback, second by second: what goes over the network to
 * HEALTH is a number a tenant and model. At a barrier all is passed on, so there is no state, and
 * every attempt counts once.
 */
public final class AttemptsOperator extends AbstractStreamOperator<AttemptSum>
    implements OneInputStreamOperator<InboundEvent, AttemptSum> {

  private static final long serialVersionUID = 1L;

  private static final long SECOND_MILLIS = 1000;

  private final long toleranceMillis;

  private transient AttemptWindow window;
  private transient StreamRecord<AttemptSum> sent;
  private transient boolean waits;

  /**
   * @param toleranceMillis how far a record's time may lie from when Kafka appended it and still be
   *     believed
   */
  public AttemptsOperator(long toleranceMillis) {
    this.toleranceMillis = toleranceMillis;
  }

  @Override
  public void open() throws Exception {
    super.open();
    window = new AttemptWindow();
    sent = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<InboundEvent> element) {
    InboundEvent inbound = element.getValue();
    if (!(inbound.event() instanceof Feedback feedback)) {
      return;
    }
    HeldTime held = HeldTime.of(feedback, inbound.appendedAt(), toleranceMillis);
    long time = held == null ? feedback.time() : Math.min(held.told(), held.clock());
    long now = getProcessingTimeService().getCurrentProcessingTime();
    window.take(feedback, time, now, this::send);
    if (!waits && !window.isEmpty()) {
      waits = true;
      getProcessingTimeService().registerTimer(now + SECOND_MILLIS, this::secondIsOver);
    }
  }

  private void secondIsOver(long time) {
    waits = false;
    window.flush(this::send);
  }

  private void send(AttemptSum sum) {
    output.collect(sent.replace(sum));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    window.flush(this::send);
  }

  @Override
  public void finish() throws Exception {
    window.flush(this::send);
    super.finish();
  }
}
