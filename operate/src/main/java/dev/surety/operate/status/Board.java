package dev.surety.operate.status;

import dev.surety.domain.Standing;
import dev.surety.operate.status.KeyStatus.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest standing of every key and the path of the last hour, in bounded memory. Time is when
 * Kafka got a record, so what the topic still has of the last hour is there from the start.
 * Thread-safe.
 */
final class Board {

  /** Keys beyond these, in the order in which they were first met, have no path. */
  static final int MOST_PATHS = 500;

  private static final int MOST_POINTS = (int) (Pace.HOUR_MILLIS / Pace.STEP_MILLIS);

  private static final Comparator<KeyStatus> WORST_FIRST =
      Comparator.comparingInt(KeyStatus::urgency)
          .thenComparing(k -> k.standing().queue(), Comparator.reverseOrder())
          .thenComparing(k -> k.standing().key().key());

  private final Map<String, Key> keys = new HashMap<>();
  private final Pace pace = new Pace();
  private long newest = Long.MIN_VALUE;
  private long unreadable;
  private String stopped;

  private static final class Key {
    Standing standing;
    long seen;
    final Deque<Point> path;

    Key(Deque<Point> path) {
      this.path = path;
    }
  }

  /**
   * Takes the next record of a key. The last record counts, not the greatest seq: a job that was
   * restored from an older state counts on from there.
   *
   * @param seen when Kafka got it, epoch milliseconds
   */
  synchronized void put(Standing standing, long seen) {
    Key key =
        keys.computeIfAbsent(
            standing.key().key(),
            k -> new Key(keys.size() < MOST_PATHS ? new ArrayDeque<>() : null));
    if (key.standing != null) {
      pace.add(key.standing, standing, seen);
    }
    key.standing = standing;
    key.seen = seen;
    newest = Math.max(newest, seen);
    if (key.path != null) {
      extend(key.path, new Point(seen, standing.satisfaction(), standing.queue()));
    }
  }

  private static void extend(Deque<Point> path, Point point) {
    if (!path.isEmpty()
        && path.getLast().time() / Pace.STEP_MILLIS == point.time() / Pace.STEP_MILLIS) {
      path.removeLast();
    }
    path.addLast(point);
    while (path.size() > MOST_POINTS || path.getFirst().time() < point.time() - Pace.HOUR_MILLIS) {
      path.removeFirst();
    }
  }

  /** A key that the topic has forgotten. */
  synchronized void remove(String key) {
    keys.remove(key);
  }

  /** A record that is no standing. */
  synchronized void skip() {
    unreadable++;
  }

  /** All keys of this tenant, or of all if it is {@code null}; what needs a look comes first. */
  synchronized List<KeyStatus> keys(String tenant) {
    List<KeyStatus> selected = new ArrayList<>();
    for (Key key : keys.values()) {
      if (tenant == null || key.standing.key().tenant().equals(tenant)) {
        selected.add(
            new KeyStatus(
                key.standing, key.seen, key.path == null ? List.of() : List.copyOf(key.path)));
      }
    }
    selected.sort(WORST_FIRST);
    return selected;
  }

  synchronized List<Pace.Step> pace(int mostSpans) {
    return pace.spans(mostSpans);
  }

  /** When Kafka got the newest record, epoch milliseconds, or {@link Long#MIN_VALUE}. */
  synchronized long newest() {
    return newest;
  }

  synchronized long unreadable() {
    return unreadable;
  }

  /** Nothing will come any more. */
  synchronized void stop(String why) {
    stopped = why;
  }

  /** Why the topic is no longer followed, or {@code null}. */
  synchronized String stopped() {
    return stopped;
  }
}
