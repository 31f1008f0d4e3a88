package dev.surety.gateway.route;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Models that failed some times in a row are left out for a while where another may answer, so that
 * not every request waits for the same time-out. What the router knows of failing models comes
 * seconds later. Where all are left out none is: one of them is tried.
 */
public final class Breakers {

  private static final int IN_A_ROW = 5;
  private static final long PAUSE_NANOS = 10_000_000_000L;

  private record Row(int failures, long until) {}

  private final Map<String, Row> rows = new ConcurrentHashMap<>();

  /** The model answered. */
  public void worked(String model) {
    rows.remove(model);
  }

  /** It failed, and not because of the request. */
  public void failed(String model, long now) {
    rows.merge(
        model,
        new Row(1, now),
        (before, one) ->
            new Row(
                before.failures + 1, before.failures + 1 >= IN_A_ROW ? now + PAUSE_NANOS : now));
  }

  /** Whether it is left out at present. */
  public boolean isOpen(String model, long now) {
    Row row = rows.get(model);
    return row != null && row.failures >= IN_A_ROW && row.until - now > 0;
  }

  /** Whether one of them is not. */
  public boolean anyClosed(Collection<String> models, long now) {
    return models.stream().anyMatch(model -> !isOpen(model, now));
  }
}
