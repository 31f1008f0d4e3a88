package dev.surety.lab.evaluate;

import dev.surety.lab.data.ModelPool;
import java.util.List;

/**
 * One model gives no answer for a while, once or several times, in a time of which every request of
 * a tenant is an equal part.
 *
 * @param model its place in the data
 * @param days of all requests
 * @param windows when it is away, in their order
 */
record OutagePlan(int model, int days, List<Window> windows) {

  /**
   * Once away.
   *
   * @param startMinute of the first day
   * @param minutes that it lasts
   */
  record Window(int startMinute, int minutes) {

    boolean holds(long time) {
      return time >= startMinute * MINUTE_MILLIS && time < endMillis();
    }

    long endMillis() {
      return (startMinute + minutes) * MINUTE_MILLIS;
    }
  }

  OutagePlan {
    windows = List.copyOf(windows);
  }

  static final long MINUTE_MILLIS = 60_000;
  static final int DAY_MINUTES = 1440;

  /** Public record of a large API: half of its incidents end within so many minutes. */
  static final int USUAL_MINUTES = 75;

  private static final int USUAL_START = 720;
  private static final String DRAWN = "drawn";
  private static final int USUAL_DAYS = 90;
  private static final int MOST_DAYS = 3660;
  private static final String MEND =
      "write MODEL, MODEL,START or MODEL,START,MINUTES, in minutes of a day, such as m,720,75;"
          + " or MODEL,drawn, MODEL,drawn,DAYS or MODEL,drawn,DAYS,SEED";

  /** Who knows what of the outage. */
  enum Knowledge {
    /** The model is down for whoever decides, from the first second to the last. */
    ORACLE("oracle"),
    /** Tenants share what they meet, as in the job. */
    SHARED("shared"),
    /** Each tenant has its own errors alone. */
    OWN("own");

    private final String word;

    Knowledge(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * Reads {@code --outage}.
   *
   * @throws IllegalArgumentException if it can't be; the message says how to mend it
   */
  static OutagePlan parse(String text, ModelPool pool) {
    List<String> parts = List.of(text.split(",", -1));
    int model = pool.indexOf(parts.get(0));
    if (model < 0) {
      throw new IllegalArgumentException(
          "--outage: the pool has no '" + parts.get(0) + "'; it has " + pool.names());
    }
    if (pool.size() < 2) {
      throw new IllegalArgumentException("--outage: without it the pool is empty");
    }
    if (parts.size() > 1 && parts.get(1).strip().equals(DRAWN)) {
      return drawn(model, text, parts);
    }
    if (parts.size() > 3) {
      throw new IllegalArgumentException("--outage: '" + text + "' has too many parts; " + MEND);
    }
    int start = parts.size() < 2 ? USUAL_START : minute(parts.get(1), 0);
    int minutes = parts.size() < 3 ? USUAL_MINUTES : minute(parts.get(2), 1);
    if (start + minutes > DAY_MINUTES) {
      throw new IllegalArgumentException(
          "--outage: it ends at minute %d, but the day has %d; %s"
              .formatted(start + minutes, DAY_MINUTES, MEND));
    }
    return new OutagePlan(model, 1, List.of(new Window(start, minutes)));
  }

  private static OutagePlan drawn(int model, String text, List<String> parts) {
    if (parts.size() > 4) {
      throw new IllegalArgumentException("--outage: '" + text + "' has too many parts; " + MEND);
    }
    int days = parts.size() < 3 ? USUAL_DAYS : number(parts.get(2), 1, MOST_DAYS, "of days");
    int seed = parts.size() < 4 ? 1 : number(parts.get(3), 0, Integer.MAX_VALUE, "as a seed");
    return new OutagePlan(model, days, IncidentLengths.draw(days, seed));
  }

  private static int number(String text, int least, int most, String what) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "--outage: '%s' is no number %s from %d to %d; %s"
            .formatted(text, what, least, most, MEND));
  }

  private static int minute(String text, int least) {
    try {
      int minute = Integer.parseInt(text.strip());
      if (minute >= least && minute <= DAY_MINUTES) {
        return minute;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("--outage: '" + text + "' is no minute; " + MEND);
  }

  /** Whether it is down at a time, milliseconds since the first day began. */
  boolean isDown(long time) {
    return window(time) >= 0 && windows.get(window(time)).holds(time);
  }

  /** The newest window that has begun at a time, or -1. */
  int window(long time) {
    int newest = -1;
    while (newest + 1 < windows.size()
        && windows.get(newest + 1).startMinute() * MINUTE_MILLIS <= time) {
      newest++;
    }
    return newest;
  }

  /** All requests come within so many milliseconds. */
  long millis() {
    return days * DAY_MINUTES * MINUTE_MILLIS;
  }

  /** Minutes of all windows together. */
  int downMinutes() {
    return windows.stream().mapToInt(Window::minutes).sum();
  }
}
