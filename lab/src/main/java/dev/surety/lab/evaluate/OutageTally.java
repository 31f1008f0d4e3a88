package dev.surety.lab.evaluate;

import java.util.Map;
import java.util.TreeMap;

/** What a fleet met of an outage. */
final class OutageTally {

  long failedFirst;
  long failed;
  long unanswered;

  private final Map<Integer, Long> back = new TreeMap<>();

  /** A model that was away is closed for all, so long after the end of a window. */
  void back(int window, long millis) {
    back.put(window, millis);
  }

  /** As {@link OutageResult#backAfterMillis}. */
  long backAfterMillis() {
    return back.isEmpty()
        ? -1
        : (long) back.values().stream().mapToLong(Long::longValue).average().orElseThrow();
  }
}
