package dev.surety.flink;

import dev.surety.domain.Feedback;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;

/**
 * Feedback that is ahead of its request. After a crash, requests since the last checkpoint are read
 * and decided again, and so is the feedback on their first decisions, but from another topic:
 * whichever comes first. Feedback that came first would be an orphan, its answer neither booked nor
 * learnt from. So for a while after a restore, feedback on a decision that isn't known waits for
 * its request; when the time is over without it, it is what it always was: an orphan.
 *
 * <p>Nothing of this is the engine's: what waits has not been applied, has no row and no number.
 * What waits is bounded, and past the bound nothing waits.
 */
final class HeldFeedback {

  /**
   * How long after a restore, by the machine's clock. Requests are read again within seconds, but
   * with a broker that just died too, a client may stay with its dead connection for a minute.
   */
  static final long PATIENCE_MILLIS = 300_000;

  /** Of one subtask, between two restores. */
  static final int MOST = 50_000;

  /** Of one request. */
  static final int MOST_OF_REQUEST = 16;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final boolean restored;
  private final OpenDecisions open;
  private final MapState<String, List<InboundEvent>> held;
  private long until = UNKNOWN;
  private int count;

  /**
   * @param restored whether this subtask goes on where another was
   * @param held by request, of the key that is being processed
   */
  HeldFeedback(boolean restored, OpenDecisions open, MapState<String, List<InboundEvent>> held) {
    this.restored = restored;
    this.open = open;
    this.held = held;
  }

  /** Keeps feedback back if it has to wait; then the key needs a timer at {@link #until}. */
  boolean holds(InboundEvent inbound, long now) throws Exception {
    if (!isWaiting(now)
        || !(inbound.event() instanceof Feedback feedback)
        || feedback.decisionId() == null
        || isKnown(feedback.requestId())
        || count >= MOST) {
      return false;
    }
    List<InboundEvent> before = held.get(feedback.requestId());
    List<InboundEvent> all = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
    if (all.size() >= MOST_OF_REQUEST) {
      return false;
    }
    all.add(inbound);
    held.put(feedback.requestId(), all);
    count++;
    return true;
  }

  /** What has waited for this request, in the order of coming; it waits no longer. */
  List<InboundEvent> release(String requestId, long now) throws Exception {
    List<InboundEvent> released = isWaiting(now) ? held.get(requestId) : null;
    if (released == null) {
      return List.of();
    }
    held.remove(requestId);
    return released;
  }

  /** All that still waits of this key, if its time is over; it waits no longer. */
  List<InboundEvent> overdue(long now) throws Exception {
    List<InboundEvent> released = new ArrayList<>();
    if (!isWaiting(now)) {
      held.values().forEach(released::addAll);
      held.clear();
    }
    return released;
  }

  /** Whether anything of this key still waits. */
  boolean isHolding() throws Exception {
    return !held.isEmpty();
  }

  /** When the time of all that waits is over, epoch milliseconds. */
  long until(long now) {
    isWaiting(now);
    return until;
  }

  private boolean isWaiting(long now) {
    if (restored && until == UNKNOWN) {
      until = now + PATIENCE_MILLIS;
    }
    return restored && now < until;
  }

  private boolean isKnown(String requestId) {
    return isDecided(open.get(0, requestId)) || isDecided(open.get(1, requestId));
  }

  private static boolean isDecided(OpenDecision decision) {
    return decision != null && !decision.isUnrouted();
  }
}
