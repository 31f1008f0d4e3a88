package dev.surety.flink;

import dev.surety.domain.Feedback;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Feedback that is ahead of its request. After a crash, requests since the last checkpoint are read
 * and decided again, and so is the feedback on their first decisions, but from another topic:
 * whichever comes first. Feedback that came first would be an orphan, its answer neither booked nor
 * learnt from. So after a restore, feedback on a decision that isn't known waits for its request;
 * when its request can't come any more, it is what it always was: an orphan.
 *
 * <p>A request can't come any more once the topic of requests has been read past the feedback, by
 * Kafka's append time; and nothing has to wait once it has been read past the restore, as what is
 * decided from then on is known. How far all its partitions have been read is ROUTE's watermark.
 * The clock on the wall only ends a wait for requests that nobody sends.
 *
 * <p>Nothing of this is the engine's: what waits has not been applied, has no row and no number.
 * What waits is bounded, and a key may take no more room than is left free: so whatever some take,
 * and be they many, there is room for who takes little.
 */
final class HeldFeedback {

  /**
   * How long nothing may be heard of requests, by the machine's clock, before they count as read.
   * They are read again within seconds, but with a broker that just died too, a client may stay
   * with its dead connection for a minute.
   */
  static final long PATIENCE_MILLIS = 300_000;

  /** By the append time of requests: how often a key looks through what waits, which takes time. */
  static final long LOOK_MILLIS = 600_000;

  private static final long WALL_LOOK_MILLIS = 10_000;

  /** Of one subtask, in bytes as they are checkpointed; on the heap they take about thrice that. */
  static final long ROOM_BYTES = 64L << 20;

  /** Of one request. */
  static final int MOST_OF_REQUEST = 16;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final boolean restored;
  private final long toleranceMillis;
  private final OpenDecisions open;
  private final MapState<String, List<InboundEvent>> held;
  private final DataOutputSerializer measure = new DataOutputSerializer(512);

  /** Bytes by key; what waited in the snapshot is counted when its key is met. */
  private final Map<String, Long> bytes = new HashMap<>();

  /** Of all that waits and has been met since the restore; written by the task alone. */
  private volatile long allBytes;

  private long restoredAt = UNKNOWN;
  private long read = Long.MIN_VALUE;
  private long lastMoved;

  /**
   * @param restored whether this subtask goes on where another was
   * @param toleranceMillis how far the clocks of brokers and of this machine may lie apart
   * @param held by request, of the key that is being processed
   */
  HeldFeedback(
      boolean restored,
      long toleranceMillis,
      OpenDecisions open,
      MapState<String, List<InboundEvent>> held) {
    this.restored = restored;
    this.toleranceMillis = toleranceMillis;
    this.open = open;
    this.held = held;
  }

  /**
   * Must be told before anything is asked.
   *
   * @param now by the machine's clock
   * @param requestsRead all requests appended before this have been processed; both epoch
   *     milliseconds
   */
  void at(long now, long requestsRead) {
    if (!restored) {
      return;
    }
    if (restoredAt == UNKNOWN) {
      restoredAt = now;
      lastMoved = now;
    }
    if (requestsRead > read) {
      read = requestsRead;
      lastMoved = now;
    }
    // A wait that has ended does not begin again.
    if (read < lastLook() && now >= until()) {
      read = Long.MAX_VALUE;
    }
  }

  /**
   * Keeps feedback back if it has to wait; then the key needs a timer at {@link #wallLook} and one
   * at {@link #look}.
   */
  boolean holds(InboundEvent inbound) throws Exception {
    if (!isWaiting()
        || !(inbound.event() instanceof Feedback feedback)
        || feedback.decisionId() == null
        || read >= past(inbound)
        || isKnown(feedback.requestId())) {
      return false;
    }
    List<InboundEvent> before = held.get(feedback.requestId());
    long size = size(inbound);
    long ofKey = bytesOf(inbound.key());
    if ((before != null && before.size() >= MOST_OF_REQUEST)
        || ofKey + size > ROOM_BYTES - allBytes) {
      return false;
    }
    List<InboundEvent> all = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
    all.add(inbound);
    held.put(feedback.requestId(), all);
    count(inbound.key(), ofKey, size);
    return true;
  }

  /** What has waited for this request, in the order of coming; it waits no longer. */
  List<InboundEvent> release(String requestId) throws Exception {
    List<InboundEvent> released = isWaiting() ? held.get(requestId) : null;
    if (released == null) {
      return List.of();
    }
    free(released);
    held.remove(requestId);
    return released;
  }

  /** All of this key whose request can't come any more; it waits no longer. */
  List<InboundEvent> overdue() throws Exception {
    List<InboundEvent> released = new ArrayList<>();
    Map<String, List<InboundEvent>> rest = new HashMap<>();
    boolean all = !isWaiting();
    for (Map.Entry<String, List<InboundEvent>> request : held.entries()) {
      List<InboundEvent> waiting = new ArrayList<>();
      for (InboundEvent inbound : request.getValue()) {
        (all || read >= past(inbound) ? released : waiting).add(inbound);
      }
      if (waiting.size() < request.getValue().size()) {
        rest.put(request.getKey(), waiting);
      }
    }
    free(released);
    for (Map.Entry<String, List<InboundEvent>> request : rest.entrySet()) {
      if (request.getValue().isEmpty()) {
        held.remove(request.getKey());
      } else {
        held.put(request.getKey(), request.getValue());
      }
    }
    return released;
  }

  /** Whether anything of this key still waits. */
  boolean isHolding() throws Exception {
    return !held.isEmpty();
  }

  /** Of all that waits, of the keys met since the restore; from any thread. */
  long bytes() {
    return allBytes;
  }

  /** When to ask again for what is {@link #overdue}, by the machine's clock. */
  long wallLook() {
    return ceil(until(), WALL_LOOK_MILLIS);
  }

  /** The same for what was just held, by how far requests have been read. */
  long look(InboundEvent inbound) {
    return Math.min(ceil(past(inbound), LOOK_MILLIS), lastLook());
  }

  /** How far they must have been read for nothing to wait. */
  long lastLook() {
    return restoredAt + toleranceMillis;
  }

  private boolean isWaiting() {
    return restored && read < lastLook();
  }

  /** On a grid, so that a key has few timers. */
  private static long ceil(long time, long grid) {
    return -Math.floorDiv(-time, grid) * grid;
  }

  private long until() {
    return lastMoved + PATIENCE_MILLIS;
  }

  /** How far requests must have been read for this to be an orphan. */
  private long past(InboundEvent inbound) {
    return Math.min(inbound.appendedAt(), restoredAt) + toleranceMillis;
  }

  private void free(List<InboundEvent> released) throws Exception {
    for (InboundEvent inbound : released) {
      count(inbound.key(), bytesOf(inbound.key()), -size(inbound));
    }
  }

  private void count(String key, long before, long more) {
    allBytes += more;
    if (before + more == 0) {
      bytes.remove(key);
    } else {
      bytes.put(key, before + more);
    }
  }

  /** Of the key that is being processed. */
  private long bytesOf(String key) throws Exception {
    Long known = bytes.get(key);
    if (known != null) {
      return known;
    }
    long all = 0;
    for (List<InboundEvent> waiting : held.values()) {
      for (InboundEvent inbound : waiting) {
        all += size(inbound);
      }
    }
    count(key, 0, all);
    return all;
  }

  private long size(InboundEvent inbound) throws IOException {
    measure.clear();
    InboundEventSerializer.INSTANCE.write(inbound, measure);
    return measure.length();
  }

  private boolean isKnown(String requestId) {
    return isDecided(open.get(0, requestId)) || isDecided(open.get(1, requestId));
  }

  private static boolean isDecided(OpenDecision decision) {
    return decision != null && !decision.isUnrouted();
  }
}
